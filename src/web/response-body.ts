import { z } from 'zod';
import { channels } from '../domain/channel.ts';
import { topics } from '../domain/complaint.ts';
import { contentLimit } from '../domain/complaint-input.ts';
import { languages } from '../domain/language.ts';
import { levels } from '../domain/questionnaire.ts';
import { commentLimit } from '../domain/response.ts';
import { code, text } from './input.ts';

const instant = z
  .string()
  .refine((value) => z.iso.datetime({ offset: true }).safeParse(value).success, { params: { code: 'instant-form' } })
  .transform((value) => new Date(value));

const complaint = z.strictObject({
  consent: z.boolean(),
  content: text(contentLimit),
  topic: z.enum(topics).exactOptional(),
  contact: z
    .strictObject({
      name: text(200).exactOptional(),
      phone: text(200).exactOptional(),
      email: text(200).exactOptional(),
    })
    .exactOptional(),
});

/** The body of `POST /api/v1/responses`: its shape only, the domain asks whether it can be true. */
export const responseBody = z.strictObject({
  agency: code(),
  procedure: code().exactOptional(),
  channel: z.enum(channels),
  score: z.literal(levels),
  answers: z.record(z.string(), z.unknown()).exactOptional(),
  reasons: z.array(code()).max(20).exactOptional(),
  comment: text(commentLimit).exactOptional(),
  dossierCode: code().exactOptional(),
  language: z.enum(languages).exactOptional(),
  occurredAt: instant.exactOptional(),
  externalId: code(200).exactOptional(),
  source: code().exactOptional(),
  interviewerCode: code().exactOptional(),
  durationSeconds: z.int().min(0).max(86_400).exactOptional(),
  token: text(1000).exactOptional(),
  complaint: complaint.exactOptional(),
});

export type ResponseBody = z.infer<typeof responseBody>;
