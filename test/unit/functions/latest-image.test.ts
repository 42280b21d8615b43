import assert from "node:assert/strict";
import type { Client } from "../../../provider/client/client";
import { getImage } from "../../../provider/resources/functions/image-functions";

/** An account whose list of images is this. */
function account(images: { id: string; name: string; createAt?: number; status?: string }[]) {
  const client = {
    listImages({ query }: { query: { name?: string } }) {
      const data = images.filter(({ name }) => name.includes(query.name ?? ""));
      return Promise.resolve({ data, total: data.length });
    },
  } as unknown as Client;
  return { client };
}

describe("getImage by a name that several images have", () => {
  const named = (id: string, createAt: number | undefined, status?: string) => ({
    id,
    name: "mine",
    createAt,
    status,
  });

  it("takes the one that was created last, at any index of the list", async () => {
    const images = [named("a", 2), named("b", 3), named("c", undefined), named("d", 1)];
    assert.equal((await getImage.run(account(images), { name: "mine" })).id, "b");
  });

  it("takes none that can't be used, nor one that is only called alike", async () => {
    const images = [
      named("saving", 9, "CREATING"),
      named("good", 1, "ACTIVE"),
      { id: "alike", name: "mine-too", createAt: 8 },
    ];
    assert.equal((await getImage.run(account(images), { name: "mine" })).id, "good");
  });

  it("suggests near spellings, the nearest first, and nothing that is only as long", async () => {
    const images = ["pytorch-2.0", "pytorch-2.1", "mindspore"].map((name) => ({ id: name, name }));
    await assert.rejects(
      getImage.run(account(images), { name: "pytroch-2.1" }),
      /no image called "pytroch-2\.1" .* Similar names: "pytorch-2\.1", "pytorch-2\.0"\.$/,
    );
  });

  it("says why none of them can be used", async () => {
    const images = [named("a", 1, "CREATING"), named("b", 2, "CREATE_FAILED")];
    await assert.rejects(
      getImage.run(account(images), { name: "mine" }),
      /no image called "mine" can be used: a is CREATING, b is CREATE_FAILED\. Wait for it/,
    );
  });
});
