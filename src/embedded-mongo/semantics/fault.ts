/** A refusal with MongoDB's own code and code name. */
export class MongoServerFault extends Error {
  readonly code: number;
  readonly codeName: string;

  constructor(code: number, codeName: string, message: string) {
    super(message);
    this.name = 'MongoServerFault';
    this.code = code;
    this.codeName = codeName;
  }
}

export const badValue = (message: string): MongoServerFault => new MongoServerFault(2, 'BadValue', message);

export const failedToParse = (message: string): MongoServerFault => new MongoServerFault(9, 'FailedToParse', message);

export const typeMismatch = (message: string): MongoServerFault => new MongoServerFault(14, 'TypeMismatch', message);

export const pathNotViable = (message: string): MongoServerFault => new MongoServerFault(28, 'PathNotViable', message);

export const conversionFailure = (message: string): MongoServerFault =>
  new MongoServerFault(241, 'ConversionFailure', message);

/** What is wrong with a field of a specification, by its path: it is missing, unknown, or of another type. */
export const missingField = (path: string): MongoServerFault =>
  new MongoServerFault(40414, 'IDLFailedToParse', `BSON field '${path}' is missing but a required field`);

export const unknownField = (path: string): MongoServerFault =>
  new MongoServerFault(40415, 'IDLUnknownField', `BSON field '${path}' is an unknown field.`);

export const wrongType = (path: string, type: string, expected: string): MongoServerFault =>
  typeMismatch(`BSON field '${path}' is the wrong type '${type}', expected type '${expected}'`);

export const notSupported = (message: string): MongoServerFault =>
  new MongoServerFault(115, 'CommandNotSupported', message);

export const invalidOptions = (message: string): MongoServerFault =>
  new MongoServerFault(72, 'InvalidOptions', message);

export const invalidNamespace = (message: string): MongoServerFault =>
  new MongoServerFault(73, 'InvalidNamespace', message);

export const cannotCreateIndex = (message: string): MongoServerFault =>
  new MongoServerFault(67, 'CannotCreateIndex', message);

export const namespaceNotFound = (message: string): MongoServerFault =>
  new MongoServerFault(26, 'NamespaceNotFound', message);

/** MongoDB numbers most faults of aggregation by place instead of by name. */
export const location = (code: number, message: string): MongoServerFault =>
  new MongoServerFault(code, `Location${code}`, message);
