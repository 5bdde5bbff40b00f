import * as z from 'zod';
import type { Lock } from '../../../../contracts/lock/lock';
import { parseJsonOrUndefined } from '../../../../contracts/schema/parse-json-or-undefined';
import { attributeAfter, attributeBefore, type Attribute } from './attribute';
import { keysOf, ownValue } from '../report/difference';
import type { Mark } from '../report/mark';
import type { ResourceChange } from './read-plan';

/** An image that a resource runs instead of another. */
export interface ImageChange {
  readonly mark: Mark;
  readonly address: string;
  /** The container of a task definition; undefined for a function. */
  readonly container: string | undefined;
  /** Undefined when nothing ran before. */
  readonly from: string | undefined;
  /** Undefined when nothing runs after. */
  readonly to: string | undefined;
  /** The base images by digest that the new image was built from, from the lock. Default: none known. */
  readonly bases?: Readonly<Record<string, string>> | undefined;
}

type Images = Readonly<Record<string, string>>;

const NOT_YET = 'known only after apply';
const FUNCTION = '';

const containers = z.array(z.looseObject({ name: z.string(), image: z.string() }));

const parseContainers = (text: string): Images => {
  const parsed = containers.safeParse(parseJsonOrUndefined(text));
  return parsed.success
    ? Object.fromEntries(parsed.data.map(({ name, image }) => [name, image]))
    : { '?': 'unreadable in the plan' };
};

const TYPES: Readonly<Record<string, { readonly attribute: string; readonly read: (text: string) => Images }>> = {
  aws_lambda_function: { attribute: 'image_uri', read: (text) => ({ [FUNCTION]: text }) },
  aws_ecs_task_definition: { attribute: 'container_definitions', read: parseContainers },
};

const imagesIn = (attribute: Attribute, read: (text: string) => Images): Images => {
  switch (attribute.kind) {
    case 'absent':
      return {};
    case 'unknown':
      return { [FUNCTION]: NOT_YET };
    case 'hidden':
      return { [FUNCTION]: 'hidden in the plan' };
    case 'text':
      return read(attribute.text);
  }
};

const markOf = (to: string | undefined): Mark => (to === undefined || to.includes('@sha256:') ? 'none' : 'by-tag');

/** The images of a resource that change. */
export const imageChanges = (change: ResourceChange): readonly ImageChange[] => {
  const type = ownValue(TYPES, change.type);
  if (type === undefined || change.kind === 'forget') return [];
  const was = imagesIn(attributeBefore(change, type.attribute), type.read);
  const is = imagesIn(attributeAfter(change, type.attribute), type.read);
  return keysOf(was, is).flatMap((container) => {
    const [from, to] = [ownValue(was, container), ownValue(is, container)];
    if (from === to) return [];
    return [{ mark: markOf(to), address: change.address, container: container || undefined, from, to }];
  });
};

/** Adds what the lock says that the new image was built from. */
export const withBases =
  ({ images }: Pick<Lock, 'images'>) =>
  (change: ImageChange): ImageChange => {
    const locked = Object.values(images).find(({ repository, digest }) => `${repository}@${digest}` === change.to);
    return locked?.bases === undefined ? change : { ...change, bases: locked.bases };
  };
