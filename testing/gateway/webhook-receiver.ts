import type { HandleRequest, HttpRequest } from '../http/http-message';

/** A host that receives webhook messages over HTTPS, keeps them, and responds with one status. */
export class WebhookReceiver {
  private kept: readonly HttpRequest[] = [];
  private status = 200;

  /** The name of a host that exists only behind the gateway. */
  readonly host = 'hooks.receiver.example';

  /** The requests since the start, in order, with their whole bodies. */
  get requests(): readonly HttpRequest[] {
    return this.kept;
  }

  /** Responds with another status from now on. */
  respondWith(status: number): void {
    this.status = status;
  }

  /** Forgets the requests, and responds with 200 again. */
  clear(): void {
    this.kept = [];
    this.status = 200;
  }

  readonly handle: HandleRequest = async (request) => {
    this.kept = [...this.kept, request];
    return { status: this.status, headers: { 'content-type': 'text/plain' }, body: Buffer.from('ok') };
  };
}
