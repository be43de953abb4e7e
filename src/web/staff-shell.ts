import type { Response } from 'express';
import { roomsOf } from '../domain/role.ts';
import { accountOf } from './guards/role.ts';
import { page } from './presentation.ts';

/** A page of the staff rooms: with the rooms open to this person, and the token that its forms carry. */
export function showStaff(
  res: Response,
  view: string,
  data: { readonly title: string } & Readonly<Record<string, unknown>>,
  status = 200,
): void {
  const { t, formToken: token } = res.locals;
  const account = accountOf(res);
  const rooms = roomsOf(account.role).map((room) => ({
    room,
    words: t(`staff:room-${room}`),
    about: t(`staff:room-${room}-about`),
  }));
  page(
    res,
    view,
    { ...data, staff: { rooms, token, name: account.name ?? account.email, role: t(`account:role-${account.role}`) } },
    status,
  );
}
