import * as z from 'zod';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { isDigest, type Descriptor } from '../../verification';

const shortText = z.string().max(255);

const descriptorSchema = z.object({
  digest: z.string().refine(isDigest),
  mediaType: shortText,
  size: z.int().nonnegative(),
  artifactType: shortText.optional().catch(undefined),
  platform: z
    .object({ os: shortText, architecture: shortText, variant: shortText.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  annotations: z.record(z.string(), z.string()).optional().catch(undefined),
});

const indexSchema = z.object({ manifests: z.array(z.unknown()) });

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

const toDescriptor = ({ platform, ...rest }: z.output<typeof descriptorSchema>): Descriptor =>
  withoutUndefined({ ...rest, platform: platform && withoutUndefined(platform) });

/**
 * The descriptors of an index; undefined if the bytes are none. Entries that are no descriptors are left out: one of
 * them must not hide its neighbours (docs/rules.md, rule 9).
 */
export const parseIndex = (bytes: Uint8Array): readonly Descriptor[] | undefined => {
  const index = indexSchema.safeParse(parseJsonOrUndefined(Buffer.from(bytes).toString()));
  return index.data?.manifests.flatMap((each) => {
    const descriptor = descriptorSchema.safeParse(each);
    return descriptor.success ? [toDescriptor(descriptor.data)] : [];
  });
};
