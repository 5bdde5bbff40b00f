const SCOPE =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKey>[^/]+)\/\d+\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request,/;

/** What a request was signed for with Signature Version 4. */
export interface SigningScope {
  /** The id of the access key that signed. */
  readonly accessKey: string;
  readonly region: string;
  /** The service's signing name, as `sqs` or `monitoring`. */
  readonly service: string;
}

/** The scope in an `authorization` header; undefined when the request isn't signed. */
export const parseSigningScope = (authorization: string | undefined): SigningScope | undefined => {
  const { accessKey = '', region = '', service = '' } = SCOPE.exec(authorization ?? '')?.groups ?? {};
  return service === '' ? undefined : { accessKey, region, service };
};
