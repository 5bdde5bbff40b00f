import type { Deployment } from '../../../contracts/deployment/deployment';
import { functionNames } from '../../../contracts/naming/resource-names';
import { reasonOf, type Task, type Verdict } from '../../../verification';
import type { Colour } from '../../shared/colour';
import { formatCommand } from '../../shared/terraform/step';
import { VERDICT_COLOUR } from '../../shared/verdict-colour';
import { visibleText } from '../../shared/visible-text';
import type { FoundVerdict } from './find-verdict';

type Paint = (colour: Colour | undefined, text: string) => string;

const kindAndReason = (verdict: Verdict, paint: Paint): string => {
  const reason = reasonOf(verdict);
  return `${paint(VERDICT_COLOUR[verdict.kind], verdict.kind)}${reason === null ? '' : ` (${visibleText(reason)})`}`;
};

/** A verdict for people, on four lines. */
export const renderVerdict = (
  { taskArn }: Task,
  { image, digest, verdict }: FoundVerdict,
  paint: Paint = (_, text) => text,
): string =>
  [
    `verdict  ${kindAndReason(verdict, paint)}`,
    `image    ${visibleText(image)}`,
    `digest   ${visibleText(digest ?? '-')}`,
    `task     ${visibleText(taskArn)}`,
    '',
  ].join('\n');

/** A verdict for programs; the words are those of the verdict event. No verdict: null. */
export const toJsonVerdict = ({ taskArn }: Task, found: FoundVerdict | undefined): object => ({
  task: taskArn,
  image: found?.image ?? null,
  digest: found?.digest ?? null,
  verdict: found?.verdict.kind ?? null,
  reason: found === undefined ? null : reasonOf(found.verdict),
  cause: found?.verdict.kind === 'inconclusive' ? found.verdict.cause : null,
});

/** The command of the AWS CLI that shows the log lines of the launch function that a filter pattern matches. */
export const logCommand = (deployment: Deployment, filterPattern: string): string =>
  formatCommand([
    'aws',
    'logs',
    'filter-log-events',
    '--region',
    deployment.region,
    '--log-group-name',
    functionNames(deployment, 'launch').logGroup,
    '--filter-pattern',
    filterPattern,
  ]);
