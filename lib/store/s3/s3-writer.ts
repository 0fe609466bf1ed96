// A file of unknown length on its way to S3: one PUT when it is small, else a multipart upload.
import { randomUUID } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { StoreWriter } from '../store.ts';
import { storeFailure, textOf } from '../store-failure.ts';
import { markOf, type ObjectPlace, presentObject } from './landed.ts';
import { putObject } from './put-object.ts';
import { orFailure, statusOf } from './s3-errors.ts';

/** S3 wants at least 5 MiB in every part but the last, and takes 10,000 of them. */
const PART_BYTES = 8 * 1024 * 1024;

/** Gathers a part at a time; S3 shows the object once the upload is completed, and only if there is none by then. */
export class S3Writer implements StoreWriter {
  readonly #client: S3Client;
  readonly #place: ObjectPlace;
  readonly #contentType: string | undefined;
  readonly #writeId = randomUUID();
  readonly #parts: CompletedPart[] = [];
  #chunks: Uint8Array[] = [];
  #gathered = 0;
  #uploadId: string | undefined;
  #open = true;

  constructor(client: S3Client, place: ObjectPlace, contentType: string | undefined) {
    this.#client = client;
    this.#place = place;
    this.#contentType = contentType;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (!this.#open) throw storeFailure('closed');
    this.#chunks.push(chunk);
    this.#gathered += chunk.byteLength;
    if (this.#gathered >= PART_BYTES) await this.#abortedOnFailure(() => this.#sendPart());
  }

  async finish(): Promise<'stored' | 'exists'> {
    if (!this.#open) throw storeFailure('closed');
    return this.#abortedOnFailure(async () => {
      const outcome = this.#uploadId === undefined ? await this.#putWhole() : await this.#complete();
      // A refused upload still holds its parts.
      if (outcome === 'stored') this.#uploadId = undefined;
      await this.abort();
      return outcome;
    });
  }

  async abort(): Promise<void> {
    this.#open = false;
    this.#chunks = [];
    const upload = { ...this.#place, UploadId: this.#uploadId };
    if (upload.UploadId === undefined) return;
    this.#uploadId = undefined;
    // Best effort: an upload that stays is invisible, and the bucket's lifecycle rule removes it.
    await Promise.allSettled([this.#client.send(new AbortMultipartUploadCommand(upload))]);
  }

  async #abortedOnFailure<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await orFailure(work);
    } catch (failure) {
      await this.abort();
      throw failure;
    }
  }

  #takeGathered(): Uint8Array {
    const bytes = Buffer.concat(this.#chunks, this.#gathered);
    this.#chunks = [];
    this.#gathered = 0;
    return bytes;
  }

  async #putWhole(): Promise<'stored' | 'exists'> {
    const options = { condition: 'create-only', contentType: this.#contentType } as const;
    const { outcome } = await putObject(this.#client, this.#place, this.#takeGathered(), options);
    return outcome === 'stored' ? 'stored' : 'exists';
  }

  async #sendPart(): Promise<void> {
    this.#uploadId ??= await this.#begin();
    const PartNumber = this.#parts.length + 1;
    const Body = this.#takeGathered();
    const { ETag, ChecksumCRC32 } = await this.#client.send(
      new UploadPartCommand({
        ...this.#place,
        UploadId: this.#uploadId,
        PartNumber,
        Body,
        ContentLength: Body.byteLength,
      }),
    );
    this.#parts.push({ PartNumber, ETag, ChecksumCRC32 });
  }

  async #begin(): Promise<string | undefined> {
    const { UploadId } = await this.#client.send(
      new CreateMultipartUploadCommand({
        ...this.#place,
        ContentType: this.#contentType ?? 'application/octet-stream',
        ChecksumAlgorithm: 'CRC32',
        Metadata: markOf(this.#writeId),
      }),
    );
    return UploadId;
  }

  async #complete(): Promise<'stored' | 'exists'> {
    if (this.#gathered > 0) await this.#sendPart();
    try {
      await this.#client.send(
        new CompleteMultipartUploadCommand({
          ...this.#place,
          UploadId: this.#uploadId,
          MultipartUpload: { Parts: this.#parts },
          IfNoneMatch: '*',
        }),
      );
      return 'stored';
    } catch (thrown) {
      // 412: there is one. 409: another write is at it. NoSuchUpload: completed before, or removed as abandoned.
      const status = statusOf(thrown);
      if (status !== 412 && status !== 409 && textOf(thrown, 'name') !== 'NoSuchUpload') throw thrown;
      const present = await presentObject(this.#client, this.#place, this.#writeId);
      if (present === undefined && status !== 412) throw thrown;
      return present?.ours ? 'stored' : 'exists';
    }
  }
}
