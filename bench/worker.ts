import { answering } from './child.ts';
import { systemOn } from './city.ts';
import type { Grounds } from './place.ts';

answering(async (grounds: Grounds) => {
  (await systemOn(grounds)).startWorker();
});
