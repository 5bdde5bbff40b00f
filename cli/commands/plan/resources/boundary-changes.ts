import { attributeAfter, attributeBefore } from './attribute';
import { BOUNDARY } from './grants';
import type { MarkedGroup, PermissionChange } from './permission-changes';
import type { ResourceChange } from './read-plan';

const groupOf = (boundary: string, mark: MarkedGroup['mark']): MarkedGroup => ({
  effect: 'Deny',
  principal: '',
  actions: [BOUNDARY],
  resources: [boundary],
  condition: '',
  mark,
});

/** What changes in the permissions boundary of a role that exists before and after; undefined when nothing does. */
export const boundaryChange = (change: ResourceChange): PermissionChange | undefined => {
  if (change.type !== 'aws_iam_role' || change.before === undefined || change.after === undefined) return undefined;
  const [was, is] = [attributeBefore, attributeAfter].map((read) => read(change, 'permissions_boundary'));
  if (JSON.stringify(was) === JSON.stringify(is)) return undefined;
  const name: unknown = change.after['name'];
  return {
    mark: was?.kind === 'absent' ? 'none' : 'lifts-ban',
    address: change.address,
    holder: `role ${typeof name === 'string' ? name : change.address}`,
    gained: is?.kind === 'text' ? [groupOf(is.text, 'none')] : [],
    lost: was?.kind === 'text' ? [groupOf(was.text, 'lifts-ban')] : [],
    untold: is?.kind === 'unknown' || is?.kind === 'hidden' ? is.kind : undefined,
  };
};
