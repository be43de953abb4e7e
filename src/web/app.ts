import express, { type Express } from 'express';
import { agencyPages } from './agency-pages.ts';
import { loadAssets } from './asset-files.ts';
import { catalogueApi } from './catalogue-api.ts';
import { complaintPages } from './complaint-pages.ts';
import { complaintsApi } from './complaints-api.ts';
import { errors, notFound } from './errors.ts';
import { formBody, jsonBody, wellFormedQuery } from './guards/body.ts';
import { deadline } from './guards/deadline.ts';
import { requestId, securityHeaders } from './guards/headers.ts';
import { requestLog } from './guards/request-log.ts';
import { sameOrigin } from './guards/same-origin.ts';
import { healthApi } from './health-api.ts';
import { language } from './language.ts';
import './locals.ts';
import { createMetrics } from './metrics.ts';
import type { WebParts } from './parts.ts';
import { ratingLinkPages } from './rating-link-pages.ts';
import { ratingPages } from './rating-pages.ts';
import { responsesApi } from './responses-api.ts';
import { satisfactionApi } from './satisfaction-api.ts';
import { satisfactionPages } from './satisfaction-pages.ts';
import { satisfactionReader } from './satisfaction-reader.ts';
import { signInPages } from './sign-in-pages.ts';
import { staffPages } from './staff-pages.ts';
import { trackingPages } from './tracking-pages.ts';
import { loadViews } from './views.ts';

/** The web, read from top to bottom: what a request passes through before anything answers it. */
export function createApp(parts: WebParts): Express {
  const { config } = parts;
  const assets = loadAssets();
  const metrics = createMetrics();
  const reader = satisfactionReader(parts);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUST_PROXY);
  app.locals.views = loadViews({ timeZone: config.TIME_ZONE, asset: assets.href });
  app.locals.demo = config.SEED === 'demo' && config.NODE_ENV !== 'production';

  app.use(requestId, requestLog(parts), metrics.measure);
  app.use(securityHeaders(config.PUBLIC_URL));
  app.use(healthApi(parts, metrics.show));
  app.get('/assets/:file', assets.serve);
  app.use(language(parts), wellFormedQuery, sameOrigin(config.PUBLIC_URL), deadline(parts));

  app.use('/api', jsonBody);
  app.use(responsesApi(parts));
  app.use(complaintsApi(parts));
  app.use(satisfactionApi(parts, reader));
  app.use(catalogueApi(parts));
  app.use('/api', notFound);

  app.use(formBody);
  app.use(satisfactionPages(parts, reader));
  app.use(agencyPages(parts));
  app.use(ratingPages(parts));
  app.use(ratingLinkPages(parts));
  app.use(complaintPages(parts));
  app.use(trackingPages(parts));
  app.use(signInPages(parts));
  app.use(staffPages(parts));

  app.use(notFound);
  app.use(errors(parts));
  return app;
}
