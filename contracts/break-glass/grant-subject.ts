import { tryParseImageReference, type ImageReference } from '../../verification/image-reference';
import type { GrantSubject } from '../../verification/break-glass/grant';
import { formatRepository, repositoryIdentity } from '../../verification/repository-identity';

/** The kinds of subjects that a break-glass grant can be for. */
export const SUBJECT_KINDS = ['image', 'repository'] as const satisfies readonly GrantSubject['kind'][];

/** One of these kinds. */
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

const EXPECTED: Readonly<Record<SubjectKind, string>> = {
  image: 'an image REPOSITORY@sha256:<64 hexadecimal digits>, without a tag',
  repository: 'one repository with its registry, without tag, digest or star',
};

const canonicalText = (kind: SubjectKind, { digest, tag, ...reference }: ImageReference): string | undefined => {
  if (tag !== undefined || (digest === undefined) === (kind === 'image')) return undefined;
  const repository = formatRepository(repositoryIdentity(reference));
  return digest === undefined ? repository : `${repository}@${digest}`;
};

/**
 * What is expected instead of a text that is no subject of this kind; undefined if it is one. Only the canonical text is,
 * the same for all spellings of one repository, so that a grant is never for anything but what it says.
 */
export const expectedSubject = (kind: SubjectKind, text: string): string | undefined => {
  const reference = tryParseImageReference(text);
  const canonical = reference && canonicalText(kind, reference);
  if (canonical === text) return undefined;
  return canonical === undefined ? EXPECTED[kind] : `the canonical form ${canonical}`;
};

/** The subject of a grant from its kind and its canonical text. */
export const toGrantSubject = (kind: SubjectKind, text: string): GrantSubject => {
  switch (kind) {
    case 'image':
      return { kind, image: text };
    case 'repository':
      return { kind, repository: text };
  }
};

/** The canonical text of a subject. */
export const formatGrantSubject = (subject: GrantSubject): string => {
  switch (subject.kind) {
    case 'image':
      return subject.image;
    case 'repository':
      return subject.repository;
  }
};
