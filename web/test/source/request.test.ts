import { expect, test } from "vitest";
import { ConnectionError, ProblemError } from "../../src/source/problem";
import { type Fetch, makeRequest } from "../../src/source/request";

const problem = { expected: "a row", got: "-1", fix: "Take another.", where: "", kind: "QueryError" };

function answering(response: Response | Error) {
  const asked: { input: string; init: RequestInit }[] = [];
  const fetcher: Fetch = (input, init) => {
    asked.push({ input, init });
    return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
  };
  return { asked, request: makeRequest("http://host/a/proxy/path/", fetcher) };
}

test("addresses stay under the page's own folder, and nothing is cached", async () => {
  const { asked, request } = answering(Response.json({ ok: true }));
  await request.json("api/session");
  expect(asked[0]?.input).toBe("http://host/a/proxy/path/api/session");
  expect(asked[0]?.init.cache).toBe("no-store");
});

test("a write is JSON", async () => {
  const { asked, request } = answering(Response.json({}));
  await request.json("api/runs", { method: "POST", body: { method: "pca" } });
  expect(asked[0]?.init).toMatchObject({
    method: "POST",
    body: '{"method":"pca"}',
    headers: { "Content-Type": "application/json" },
  });
});

test("204 is no answer yet", async () => {
  const { request } = answering(new Response(null, { status: 204 }));
  expect(await request.answer("api/changes")).toBeNull();
});

test("a problem keeps its three parts and its status", async () => {
  const { request } = answering(Response.json(problem, { status: 400 }));
  const error = await request.json("x").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({ problem, status: 400 });
});

test.each([new TypeError("Failed to fetch"), new Response("<html>Bad gateway</html>", { status: 502 })])(
  "whatever is not the server's own is a lost connection",
  async (response) => {
    const { request } = answering(response);
    await expect(request.json("x")).rejects.toBeInstanceOf(ConnectionError);
  },
);

test("an abort stays an abort", async () => {
  const { request } = answering(new DOMException("stopped", "AbortError"));
  await expect(request.json("x")).rejects.toMatchObject({ name: "AbortError" });
});
