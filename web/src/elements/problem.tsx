/** A problem in its three parts, shown where it happened. */

import type { Problem } from "../wire/messages";
import { words } from "../words";
import { Icon } from "./icon";

export function ProblemCard({ problem, title }: { problem: Problem; title?: string }) {
  const heading = title ?? problem.where;
  return (
    <div class="problem" role="alert">
      {heading && (
        <p class="problem-title">
          <Icon name="alert" />
          <span>{heading}</span>
        </p>
      )}
      {title && problem.where && problem.where !== title && <p class="where">{problem.where}</p>}
      <dl>
        <dt>{words.problems.expected}</dt>
        <dd>{problem.expected}</dd>
        <dt>{words.problems.got}</dt>
        <dd>{problem.got}</dd>
        <dt>{words.problems.fix}</dt>
        <dd>{problem.fix}</dd>
      </dl>
    </div>
  );
}
