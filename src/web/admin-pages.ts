import { Router } from 'express';
import { door } from './guards/role.ts';
import { showStaff } from './staff-shell.ts';

const tasks = ['routing', 'custodian', 'calendar', 'policies', 'templates'] as const;

/** `/staff/admin`: what an administrator can do. */
export function adminPages(): Router {
  const router = Router();
  router.get('/staff/admin', door('admin'), (_req, res) => {
    const { t } = res.locals;
    showStaff(res, 'admin/tasks', {
      title: t('routing:tasks'),
      room: 'admin',
      tasks: tasks.map((task) => ({ task, words: t(`routing:task-${task}`), about: t(`routing:task-${task}-about`) })),
    });
  });
  return router;
}
