import { needsGrants, type GateContainer, type Grant, type Mode, type ReadGrants } from '../../../verification';
import { ToolFailure } from '../../shared/failure';
import { calling } from './aws-failure';

/** The break-glass grants of a cluster; `unread` where this person may not read them. */
export type KnownGrants = readonly Grant[] | 'unread';

/** What reading grants works with. */
export interface GrantSource {
  readonly readGrants: ReadGrants;
  readonly say: (line: string) => void;
}

/** The verdicts that a grant may be for. */
interface GrantCase {
  readonly mode: Mode;
  readonly clusterArn: string;
  readonly containers: readonly GateContainer[];
}

const hasNoTable = ({ cause }: ToolFailure): boolean =>
  cause instanceof Error && cause.name === 'ResourceNotFoundException';

/** Reads the grants of a cluster where one could make a difference. A deployment without break-glass has no table. */
export const knownGrants = async (
  { mode, clusterArn, containers }: GrantCase,
  { readGrants, say }: GrantSource,
): Promise<KnownGrants> => {
  if (!needsGrants(mode, containers)) return [];
  try {
    return await calling('dynamodb:Query on the table of grants', readGrants(clusterArn));
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    if (hasNoTable(error)) return [];
    say(`break-glass grants are not considered: ${error.message}`);
    return 'unread';
  }
};
