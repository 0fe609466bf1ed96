// An error in the form in which AWS answers it.

/** An error answer of the AWS JSON 1.1 protocol: `type` becomes the error's name in every SDK. */
export class AwsError extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.type = type;
    this.status = status;
  }
}
