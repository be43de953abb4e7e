import { join } from 'node:path';
import MongoStore from 'connect-mongo';
import { type DestinationStream, pino } from 'pino';
import { processors } from '../jobs/registry.ts';
import { type RunningWorker, startWorker } from '../jobs/worker.ts';
import { createAccounts } from './actions/accounts.ts';
import type { Actions } from './actions/actions.ts';
import { createAddressee } from './actions/addressee.ts';
import { createAttachments } from './actions/attachments.ts';
import { createAudit } from './actions/audit.ts';
import { createBackChecks } from './actions/back-checks.ts';
import { createBatches } from './actions/batches.ts';
import { createCampaigns } from './actions/campaigns.ts';
import { createCasework } from './actions/casework.ts';
import { createCatalogue } from './actions/catalogue.ts';
import { type Complaints, createComplaints } from './actions/complaints.ts';
import { createDeadlines } from './actions/deadlines.ts';
import { createDemo, type Demo } from './actions/demo.ts';
import { createIntegrity } from './actions/integrity.ts';
import { createInterviews } from './actions/interviews.ts';
import { createNotices } from './actions/notices.ts';
import { createReplyTemplates } from './actions/reply-templates.ts';
import { createResponses } from './actions/responses.ts';
import { createRouting } from './actions/routing.ts';
import { createSamples } from './actions/samples.ts';
import { createSatisfaction } from './actions/satisfaction.ts';
import { createSettle } from './actions/settle.ts';
import { createAttachmentCleaner } from './attachment-cleaner.ts';
import type { Config } from './config.ts';
import { demoData } from './demo/data.ts';
import { publicHolidays } from './holidays.ts';
import { takeFrameFile } from './intake/frame-file.ts';
import { reportAside } from './integrity-reporter.ts';
import { interviewSav } from './interview-sav.ts';
import type { Services } from './local/services.ts';
import { translators } from './locales.ts';
import type { Log } from './log.ts';
import { createMailer } from './mailer.ts';
import { createPasswords } from './passwords.ts';
import { createQueue } from './queue.ts';
import { createRateLimiter } from './rate-limit.ts';
import { connectRedis } from './redis.ts';
import { createSeal } from './seal.ts';
import { agencyStore } from './stores/agencies.ts';
import { apiKeyStore } from './stores/api-keys.ts';
import { attachmentStore } from './stores/attachments.ts';
import { backCheckStore } from './stores/back-checks.ts';
import { batchStore } from './stores/batches.ts';
import { calendarStore } from './stores/calendars.ts';
import { callableCaseStore } from './stores/callable-cases.ts';
import { campaignResponseStore } from './stores/campaign-responses.ts';
import { campaignStore } from './stores/campaigns.ts';
import { complaintFigureStore } from './stores/complaint-figures.ts';
import { complaintStore } from './stores/complaints.ts';
import { openStore } from './stores/connection.ts';
import { contactStore } from './stores/contacts.ts';
import { custodianStore } from './stores/custodians.ts';
import { doNotCallStore } from './stores/do-not-call.ts';
import { drawnCaseStore } from './stores/drawn-cases.ts';
import { exportedResponseStore } from './stores/exported-responses.ts';
import { finishedInterviewStore } from './stores/finished-interviews.ts';
import { frameCaseStore } from './stores/frame-cases.ts';
import { integrityDecisionStore } from './stores/integrity-decisions.ts';
import { noticeBook } from './stores/notice-book.ts';
import { policyStore } from './stores/policies.ts';
import { procedureStore } from './stores/procedures.ts';
import { quotaStore } from './stores/quotas.ts';
import { replyTemplateStore } from './stores/reply-templates.ts';
import { respondentStore } from './stores/respondents.ts';
import { newResponseId, responseStore } from './stores/responses.ts';
import { ruleBookStore } from './stores/rule-books.ts';
import { sampleStore } from './stores/samples.ts';
import { sessionStore, sessionsCollection } from './stores/sessions.ts';
import { settingStore } from './stores/settings.ts';
import { slipStore } from './stores/slips.ts';
import { surveyCaseStore } from './stores/survey-cases.ts';
import { surveyFigureStore } from './stores/survey-figures.ts';
import { tallyStore } from './stores/tallies.ts';
import { targetStore } from './stores/targets.ts';
import { userStore } from './stores/users.ts';
import { createTexter } from './texter.ts';
import { createApp } from './web/app.ts';
import type { WebParts } from './web/parts.ts';
import { type Listening, listen } from './web/server.ts';

export type Clock = () => Date;

/** The system, put together but not yet doing anything by itself. */
export interface System {
  readonly actions: Actions;
  readonly demo: Demo;
  readonly stores: ReturnType<typeof createStores>;
  /** Brings the store to what this version needs. Done at every start; twice is the same as once. */
  migrate(): Promise<void>;
  startWeb(): Promise<Listening>;
  startWorker(): RunningWorker;
  close(): Promise<void>;
}

/** The longest that a session lasts. */
const sessionSeconds = 12 * 3600;

export const realClock: Clock = () => new Date();

/** An error of the store's driver carries the documents it is about, so only this much of an error is logged. */
const loggedError = (error: unknown): object =>
  error instanceof Error
    ? { type: error.name, message: error.message, code: 'code' in error ? error.code : undefined, stack: error.stack }
    : { message: String(error) };

export function createLog(
  config: Pick<Config, 'LOG_LEVEL'>,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Log {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: loggedError },
    },
    destination,
  );
}

function createStores(connection: Awaited<ReturnType<typeof openStore>>) {
  return {
    agencies: agencyStore(connection),
    procedures: procedureStore(connection),
    targets: targetStore(connection),
    responses: responseStore(connection),
    tallies: tallyStore(connection),
    complaints: complaintStore(connection),
    complaintFigures: complaintFigureStore(connection),
    exportedResponses: exportedResponseStore(connection),
    contacts: contactStore(connection),
    notices: noticeBook(connection),
    calendars: calendarStore(connection),
    policies: policyStore(connection),
    ruleBooks: ruleBookStore(connection),
    custodians: custodianStore(connection),
    attachments: attachmentStore(connection),
    replyTemplates: replyTemplateStore(connection),
    users: userStore(connection),
    apiKeys: apiKeyStore(connection),
    samples: sampleStore(connection),
    campaigns: campaignStore(connection),
    campaignResponses: campaignResponseStore(connection),
    drawnCases: drawnCaseStore(connection),
    surveyCases: surveyCaseStore(connection),
    frameCases: frameCaseStore(connection),
    callableCases: callableCaseStore(connection),
    surveyFigures: surveyFigureStore(connection),
    finishedInterviews: finishedInterviewStore(connection),
    sessions: sessionStore(connection),
    integrityDecisions: integrityDecisionStore(connection),
    backChecks: backCheckStore(connection),
    quotas: quotaStore(connection),
    respondents: respondentStore(connection),
    doNotCall: doNotCallStore(connection),
    batches: batchStore(connection),
    slips: slipStore(connection),
    settings: settingStore(connection),
  };
}

export async function compose(config: Config, services: Services, log: Log, now: Clock = realClock): Promise<System> {
  const connection = await openStore(services.mongodbUri);
  const redis = connectRedis(services.redisUrl, log);
  const stores = createStores(connection);
  const [firstKey = '', ...laterKeys] = services.encryptionKey.split(',');
  const seal = createSeal([firstKey, ...laterKeys]);
  const queue = createQueue(redis.hasty, log);
  const timeZone = config.TIME_ZONE;
  const publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;

  const catalogue = createCatalogue({ stores, now });
  const satisfaction = createSatisfaction({ stores, now });
  const texts = translators();
  const mailer = await createMailer({
    smtpUrl: config.SMTP_URL,
    outbox: join(config.DATA_DIR, 'outbox'),
    from: config.MAIL_FROM,
    translators: texts,
  });
  const texter = await createTexter({
    smsUrl: config.SMS_URL,
    token: config.SMS_TOKEN,
    outbox: join(config.DATA_DIR, 'outbox'),
    translators: texts,
  });
  const addressee = createAddressee({ ...stores, seal, publicUrl, timeZone, now, catalogue: catalogue.current });
  const notices = createNotices({ ...stores, mailer, texter, addressee, now });
  const attachments = createAttachments({ ...stores, clean: createAttachmentCleaner(), seal, now });
  const deadlines = createDeadlines({ ...stores, publicHolidays, timeZone, now });
  const routing = createRouting({ ...stores, catalogue, deadlines, timeZone, now });
  const complaintsAt = (clock: Clock): Complaints => {
    const casework = createCasework({
      ...stores,
      catalogue,
      deadlines,
      routing,
      queue,
      seal,
      timeZone,
      now: clock,
      async purge({ id, contact }) {
        await attachments.purge(id);
        if (contact !== undefined) await stores.contacts.forget(contact);
      },
    });
    const parts = { casework, attachments, notices, queue, seal, timeZone, catalogue: catalogue.current };
    return createComplaints({ ...stores, ...parts, now: clock });
  };
  const complaints = complaintsAt(now);
  const samples = createSamples({ ...stores, casework: complaints });
  const responses = createResponses({
    stores,
    complaints,
    queue,
    seal,
    timeZone,
    now,
    newId: newResponseId,
    catalogue: catalogue.current,
  });
  const replyTemplates = createReplyTemplates({ ...stores, now });
  const campaigns = createCampaigns({ ...stores, catalogue, seal, timeZone, now });
  const interviews = createInterviews({ ...stores, responses, complaints, deadlines, seal, timeZone, now });
  const integrity = createIntegrity({ ...stores, satisfaction, deadlines, reportAside, now });
  const backChecks = createBackChecks({ ...stores, deadlines, seal, now });
  const batches = createBatches({ ...stores, responses, timeZone, now, catalogue: catalogue.current });
  const accounts = createAccounts({ users: stores.users, passwords: createPasswords(), now });
  const actions: Actions = {
    accounts,
    attachments,
    audit: createAudit({ ...stores, seal }),
    backChecks,
    batches,
    campaigns,
    integrity,
    interviews,
    catalogue,
    complaints,
    deadlines,
    notices,
    replyTemplates,
    responses,
    routing,
    samples,
    satisfaction,
    settle: createSettle({
      ...{ satisfaction, responses, complaints, samples, batches, campaigns, interviews, integrity, backChecks, now },
    }),
  };

  const within = (milliseconds: number, work: Promise<unknown>): Promise<boolean> =>
    Promise.race([
      work.then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), milliseconds).unref()),
    ]);
  const webParts = async (): Promise<WebParts> => ({
    demo: await demo.isThere(),
    config: { ...config, PUBLIC_URL: publicUrl, SESSION_SECRET: services.sessionSecret },
    log,
    now,
    translators: texts,
    catalogue: catalogue.current,
    stores,
    actions,
    seal,
    sessions: MongoStore.create({
      client: connection.getClient(),
      dbName: connection.name,
      collectionName: sessionsCollection,
      autoRemove: 'disabled',
      ttl: sessionSeconds,
    }),
    health: async () => ({
      store: await within(1000, connection.db?.command({ ping: 1 }) ?? Promise.reject(new Error('not connected'))),
      redis: await within(1000, redis.hasty.ping()),
    }),
    rateLimit: createRateLimiter(redis.hasty),
    interviewSav: (table, language) => interviewSav(table, language, now()),
    takeFrame: (campaign, file, options) => takeFrameFile(campaigns, campaign, file, options),
  });

  const demo = createDemo({
    stores,
    data: demoData(timeZone),
    accounts,
    campaigns,
    interviews,
    catalogue,
    complaintsAt,
    responses,
    routing,
    satisfaction,
    now,
  });
  return {
    actions,
    demo,
    stores,
    async migrate() {
      for (const store of Object.values(stores)) if ('ensureIndexes' in store) await store.ensureIndexes();
      await catalogue.ensureTarget();
      await deadlines.ensure();
      await routing.ensure();
      await replyTemplates.ensure();
    },
    startWeb: async () => listen(createApp(await webParts()), { host: config.HOST, port: config.PORT }),
    startWorker: () => startWorker(redis.patient, processors(actions), log),
    async close() {
      await queue.close().catch(() => undefined);
      mailer.close();
      redis.close();
      await connection.close();
    },
  };
}
