/** First byte of every encoded value, in the order in which BSON types sort. 0 and 255 are never used. */
export const KeyType = {
  minKey: 0x01,
  /** what an index holds for an empty array; BSON calls it undefined */
  emptyArray: 0x05,
  null: 0x0a,
  number: 0x10,
  text: 0x20,
  object: 0x30,
  array: 0x38,
  binary: 0x40,
  objectId: 0x48,
  boolean: 0x50,
  date: 0x58,
  timestamp: 0x60,
  regex: 0x68,
  dbRef: 0x6c,
  code: 0x70,
  codeWithScope: 0x74,
  maxKey: 0x7f,
} as const;
