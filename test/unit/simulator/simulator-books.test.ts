import { strict as assert } from "node:assert";
import { HOUR_MS, TRANSITION_MS, lab, pathOf, useSimulators } from "./simulator-steps";

describe("simulator: the books", () => {
  const given = useSimulators();

  it("given a notebook's life, then the history has each change, with its time, and no read or refusal", async () => {
    const { simulator, ok, send, runs, clock } = await given();
    const began = clock.now();
    const params = { id: await runs() };
    await ok("renewLease", { params, body: { duration: 2 * HOUR_MS } });
    await ok("showNotebook", { params });
    await send("startNotebook", { params });
    await ok("updateNotebook", { params, body: { name: "renamed" } });
    await ok("deleteNotebook", { params });
    const renewed = { type: "timing", duration: 2 * HOUR_MS };
    const { history } = simulator;
    assert.deepEqual(
      history.map(({ operation, id, name, at }) => [operation, id, name, at - began]),
      [
        ["createNotebook", params.id, "lab", 0],
        ["renewLease", params.id, "lab", TRANSITION_MS],
        ["updateNotebook", params.id, "lab", TRANSITION_MS],
        ["deleteNotebook", params.id, "renamed", TRANSITION_MS],
      ],
    );
    assert.equal((history[1]?.body as typeof renewed).duration, renewed.duration);
  });

  it("given requests whose answer is lost, then the history has those that took place", async () => {
    const { simulator, running } = await given();
    for (const name of ["resetBefore", "dropConnection"] as const) {
      simulator.faults.ask({ name });
      const body = JSON.stringify({ ...lab, name });
      await assert.rejects(fetch(running.url + pathOf("createNotebook"), { method: "POST", body }));
    }
    assert.deepEqual(
      simulator.history.map(({ name }) => name),
      ["dropConnection"],
    );
  });

  it("given an observer, when a request comes, then it sees the moments before and after the operation", async () => {
    const seen: unknown[] = [];
    const { simulator, ok, send } = await given({
      onExchange: (moment, { operation, notebook }) =>
        seen.push([moment, operation, notebook, simulator.history.length]),
    });
    await ok("createNotebook", { body: lab });
    simulator.faults.ask({ name: "serverError" });
    await send("listNotebooks", { query: { name: "lab" } });
    assert.deepEqual(seen, [
      ["received", "createNotebook", "lab", 0],
      ["answering", "createNotebook", "lab", 1],
      ["received", "listNotebooks", "lab", 1],
      ["answering", "listNotebooks", "lab", 1],
    ]);
  });
});
