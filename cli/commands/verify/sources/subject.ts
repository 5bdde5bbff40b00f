import type { Container } from '../../../../verification';

/** A container whose image is to be verified, and where it is named. */
export interface Subject {
  readonly container: Container;
  /** What names the image, for people, such as `compose.yaml: services.web`; null: the command line itself. */
  readonly source: string | null;
  /** The file that names it; null if none does. */
  readonly file: string | null;
  /** Whether it runs now: then its tag may name another image meanwhile, and is never resolved. */
  readonly isRunning: boolean;
}

/** Something that names no image, so that there is nothing to verify. */
export interface WithoutImage {
  readonly source: string;
  readonly file: string | null;
  /** Why there is no image, as in `source: reason`. */
  readonly reason: string;
}

/** What one source names. */
export interface Found {
  readonly subjects: readonly Subject[];
  readonly withoutImage: readonly WithoutImage[];
}

const digestless = { imageDigest: null };

/** An image of the command line. */
export const imageSubject = (image: string): Subject => ({
  container: { name: image, image, ...digestless },
  source: null,
  file: null,
  isRunning: false,
});

/** An image that a file names at a place. */
export const fileSubject = (file: string, place: string, container: Omit<Container, 'imageDigest'>): Subject => ({
  container: { ...container, ...digestless },
  source: `${file}: ${place}`,
  file,
  isRunning: false,
});
