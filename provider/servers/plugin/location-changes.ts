/** What differs of a resource's place, as `pulumi preview --diff` shows it. */
import { placeKeys, type Place } from "../../config/location";
import type { PlaceDiff } from "../location/location-diff";
import type { PropertyChange } from "./detailed-diff";

/** The old value stands in the outputs, whether it was declared or not. */
export function placeChanges(
  { changes, replaces }: PlaceDiff,
  state: Place,
  news: Place,
): Map<string, PropertyChange> {
  if (!changes) return new Map();
  const keys = placeKeys.filter((key) => replaces.includes(key));
  if (state.connection !== news.connection && !keys.includes("connection")) keys.push("connection");
  return new Map(
    keys.map((key) => {
      const kind = state[key] === undefined ? "ADD" : news[key] === undefined ? "DELETE" : "UPDATE";
      return [key, { kind, isReplacing: replaces.includes(key), isInput: false }];
    }),
  );
}
