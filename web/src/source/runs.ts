/** The server's interface over runs, one function a route. */

import type {
  CodeMessage,
  LossMessage,
  PaceName,
  QualityMessage,
  RunMessage,
  RunRequest,
} from "../wire/messages";
import { done, type Request } from "./request";

export type RunMove = "pause" | "resume" | "stop" | "restart" | "step" | "perturb";

export interface RunSource {
  runs(): Promise<RunMessage[]>;
  run(request: RunRequest): Promise<RunMessage>;
  move(run: string, move: RunMove): Promise<RunMessage>;
  pace(run: string, pace: PaceName): Promise<RunMessage>;
  rename(run: string, name: string): Promise<RunMessage>;
  forget(run: string): Promise<void>;
  /** The program that makes a run's layout again. */
  python(run: string): Promise<string>;
  params(run: string, params: Readonly<Record<string, unknown>>): Promise<RunMessage>;
  /** How far the newest picture of a run can be trusted; null while that is not known. */
  quality(run: string, signal?: AbortSignal): Promise<QualityMessage | null>;
  /** One score of every row, NaN where it was not measured. */
  qualityPoints(run: string, of: string, signal?: AbortSignal): Promise<Float64Array | null>;
  /** The run's losses so far, oldest first. */
  losses(run: string): Promise<LossMessage[]>;
  /** The next frame after `after`, or null if there is none yet (or will be none). */
  frame(run: string, after: number, signal: AbortSignal): Promise<ArrayBuffer | null>;
}

export function makeRunSource(request: Request): RunSource {
  const run = (id: string) => `api/runs/${encodeURIComponent(id)}`;
  const post = <T>(path: string, body: unknown, signal?: AbortSignal) =>
    request.json<T>(path, { method: "POST", body, signal });
  return {
    runs: () => request.json("api/runs"),
    run: (body) => post("api/runs", body),
    move: (id, move) => post(`${run(id)}/${move}`, {}),
    pace: (id, pace) => post(`${run(id)}/pace`, { pace }),
    rename: (id, name) => post(`${run(id)}/name`, { name }),
    forget: (id) => done(request, `${run(id)}/forget`),
    python: async (id) => (await request.json<CodeMessage>(`${run(id)}/python`)).code,
    params: (id, params) => post(`${run(id)}/params`, { params }),
    quality: async (id, signal) => {
      const answer = await request.answer(`${run(id)}/quality`, { signal });
      return answer === null ? null : ((await answer.json()) as QualityMessage);
    },
    qualityPoints: async (id, of, signal) => {
      const answer = await request.answer(`${run(id)}/quality/points?of=${encodeURIComponent(of)}`, {
        signal,
      });
      return answer === null ? null : Float64Array.from(new Float32Array(await answer.arrayBuffer()));
    },
    losses: (id) => request.json(`${run(id)}/losses`),
    frame: async (id, after, signal) => {
      const answer = await request.answer(`${run(id)}/frame?after=${after}`, { signal });
      return answer === null ? null : answer.arrayBuffer();
    },
  };
}
