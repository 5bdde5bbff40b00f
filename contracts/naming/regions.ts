import { editDistance } from '../schema/edit-distance';

// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html; a test compares it with the SDK.
const WITH_SIGNER = [
  'af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1',
  'eu-central-1 eu-north-1 eu-south-1 eu-west-1 eu-west-2 eu-west-3 me-south-1 sa-east-1',
  'us-east-1 us-east-2 us-west-1 us-west-2 us-gov-east-1 us-gov-west-1',
].flatMap((line) => line.split(' '));

const OTHERS = [
  'ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7',
  'ca-west-1 eu-central-2 eu-south-2 il-central-1 me-central-1 me-west-1 mx-central-1 sa-west-1',
].flatMap((line) => line.split(' '));

/** The regions of the supported partitions that this version knows. */
export const KNOWN_REGIONS: readonly string[] = [...WITH_SIGNER, ...OTHERS];

/** Whether this version knows a region. */
export const isKnownRegion = (region: string): boolean => KNOWN_REGIONS.includes(region);

/**
 * Whether AWS lists an endpoint of AWS Signer that signs containers in a region.
 * https://docs.aws.amazon.com/general/latest/gr/signer.html
 */
export const hasKnownSigner = (region: string): boolean => WITH_SIGNER.includes(region);

/** The known region whose name is closest to a text. */
export const nearestRegion = (text: string): string =>
  KNOWN_REGIONS.reduce((best, each) => (editDistance(text, each) < editDistance(text, best) ? each : best));
