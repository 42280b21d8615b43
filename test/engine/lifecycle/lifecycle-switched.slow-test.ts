import {
  assumptionNames,
  otherValue,
  type AssumedValues,
} from "../../../provider/wire/facts/assumptions";
import { liveOnce } from "./lifecycle-steps";

const cloud = "huawei";
const others = assumptionNames.map((name) => [name, otherValue(name, cloud)]);

liveOnce("with every disputed fact at its other value", {
  cloud,
  assume: Object.fromEntries(others) as AssumedValues,
});
