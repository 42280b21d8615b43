/** `-v`: prints each request and its answer. undici publishes both, also those that are sent again. */
import { subscribe } from "node:diagnostics_channel";
import { printMessage } from "./messages";

/** Source: undici, docs/docs/api/DiagnosticsChannel.md. */
interface Published {
  request: { method: string; path: string; origin: string };
  response?: { statusCode: number };
  error?: Error;
}

export function printRequests(): void {
  const began = new WeakMap<object, number>();
  const on = (name: string, listener: (published: Published) => void) => {
    subscribe(`undici:request:${name}`, (message) => listener(message as Published));
  };
  const print = ({ request }: Published, outcome: string) => {
    const ms = Math.round(performance.now() - (began.get(request) ?? performance.now()));
    printMessage(`${request.method} ${request.origin}${request.path}: ${outcome}, ${ms} ms`);
  };
  on("create", ({ request }) => began.set(request, performance.now()));
  on("headers", (published) => print(published, String(published.response?.statusCode)));
  on("error", (published) => print(published, published.error?.message ?? "failed"));
}
