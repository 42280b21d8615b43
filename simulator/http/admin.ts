/** The routes of `/_simulator/…`: notebooks, faults and clock, for other processes. */
import { Hono, type Context } from "hono";
import { operations, type OperationName } from "pulumi-modelarts/wire/operations";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Notebooks, Patch } from "../data/notebooks";
import { faultNames } from "../faults/faults";
import type { Faults } from "../faults/pending-faults";
import type { WireNotebook } from "../wire";

const FaultBody = z.strictObject({
  name: z.enum(faultNames),
  operation: z.enum(Object.keys(operations) as OperationName[]).optional(),
  notebook: z.string().optional(),
  after: z.int().min(0).optional(),
  times: z.int().min(1).optional(),
  delayMs: z.int().min(0).optional(),
});

const ClockBody = z.strictObject({ advanceMs: z.int().min(0) });

export function admin(notebooks: Notebooks, faults: Faults, clock: Clock): Hono {
  const app = new Hono();

  app.get("/faults", (context) => context.json(faults.pending()));
  app.post("/faults", async (context) =>
    context.json(faults.ask(FaultBody.parse(await context.req.json())), 201),
  );
  app.delete("/faults", (context) => {
    faults.clear();
    return context.body(null, 204);
  });

  const time = () => ({
    now: clock.now(),
    date: new Date(clock.now()).toISOString(),
    advancedMs: clock.advancedMs,
  });
  app.get("/clock", (context) => context.json(time()));
  app.post("/clock", async (context) => {
    clock.advance(ClockBody.parse(await context.req.json()).advanceMs);
    return context.json(time());
  });

  app.get("/notebooks", (context) => context.json(notebooks.list()));
  app.get("/notebooks/:id", (context) => answer(context, notebooks.get(context.req.param("id"))));
  app.post("/notebooks", async (context) =>
    context.json(notebooks.add(await context.req.json<Partial<WireNotebook>>()), 201),
  );
  app.patch("/notebooks/:id", async (context) => {
    const id = context.req.param("id");
    if (notebooks.get(id) === undefined) return answer(context, undefined);
    return answer(context, notebooks.change(id, await context.req.json<Patch<WireNotebook>>()));
  });
  app.delete("/notebooks/:id", (context) =>
    notebooks.remove(context.req.param("id"))
      ? context.body(null, 204)
      : answer(context, undefined),
  );

  app.onError((error, context) =>
    context.json(
      { error: error instanceof z.ZodError ? z.prettifyError(error) : error.message },
      400,
    ),
  );
  return app;
}

function answer(context: Context, notebook: WireNotebook | undefined): Response {
  return notebook === undefined
    ? context.json({ error: "There is no such notebook." }, 404)
    : context.json(notebook);
}
