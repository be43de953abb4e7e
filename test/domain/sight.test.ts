import { expect } from 'chai';
import fc from 'fast-check';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { type Catalogue, catalogueOf } from '../../src/domain/catalogue.ts';
import { type Complaint, complaintStates, concernsConduct } from '../../src/domain/complaint.ts';
import { type Role, roles } from '../../src/domain/role.ts';
import { isPartyTo } from '../../src/domain/routing.ts';
import {
  handles,
  isAccused,
  mayOpenContact,
  readsWhole,
  type Sighted,
  sees,
  seesMinutes,
  textFor,
  type Viewer,
} from '../../src/domain/sight.ts';
import { anySubject, randomCity, today } from '../support/random-city.ts';

const catalogue = catalogueOf(demoAgencies, [], []);
const everybody = demoAgencies.map(({ code }) => code);
const ward = 'H79-N26740';

const aCase = (about: Partial<Complaint> = {}): Sighted & Pick<Complaint, 'nameKept'> => ({
  class: 'feedback_policy',
  topic: 'late_file',
  agency: ward,
  day: today,
  state: 'routed',
  handlers: ['H79-1022'],
  watchers: [],
  nameKept: false,
  ...about,
});
const conduct = (about: Partial<Complaint> = {}) =>
  aCase({ class: 'feedback_conduct', topic: 'attitude', nameKept: true, ...about });
const someone = (role: Role, agency?: string, id = `${role}-1`): Viewer => ({
  id,
  role,
  ...(agency ? { agency } : {}),
});
/** One of each role, where such people work; the officer in the agency complained about. */
const desk: Readonly<Record<Role, Viewer>> = {
  admin: someone('admin'),
  home_affairs: someone('home_affairs', 'H79-SNV'),
  supervisor: someone('supervisor', 'H79-HIDS'),
  interviewer: someone('interviewer', 'H79-HIDS'),
  hotline: someone('hotline', 'H79-1022'),
  officer: someone('officer', ward),
  inspector: someone('inspector', 'H79-TTRA'),
  monitor: someone('monitor', 'H79-MTTQ'),
};
const those = (may: (viewer: Viewer) => boolean): Role[] => roles.filter((role) => may(desk[role]));

describe('the sight of a case', () => {
  it('is for hotline, Home Affairs and monitor always, for agencies when they handle or watch it', () => {
    const seers = (complaint: Sighted) => those((viewer) => sees(catalogue, viewer, complaint, today));
    expect(seers(aCase())).to.deep.equal(['home_affairs', 'hotline', 'monitor']);
    expect(seers(aCase({ handlers: [ward] }))).to.deep.equal(['home_affairs', 'hotline', 'officer', 'monitor']);
    expect(seers(conduct({ watchers: ['H79-TTRA'] }))).to.deep.equal([
      'home_affairs',
      'hotline',
      'inspector',
      'monitor',
    ]);
  });

  it('is never for the unit complained about, when it is about conduct, whatever the case says', () => {
    const complaint = conduct({ handlers: everybody, watchers: everybody });
    for (const role of roles) {
      expect(sees(catalogue, someone(role, ward), complaint, today), role).to.equal(false);
      expect(mayOpenContact(catalogue, someone(role, ward), complaint, today), role).to.equal(false);
    }
    expect(sees(catalogue, someone('officer', 'H79-SNV'), complaint, today)).to.equal(true);
  });

  it('keeps a case of harassment from the unit even when it was given a wrong class', () => {
    const wrong = aCase({ topic: 'harassment', handlers: [ward] });
    expect(sees(catalogue, desk.officer, wrong, today)).to.equal(false);
  });

  it('keeps a case about Home Affairs from Home Affairs, and one about the hotline from the hotline', () => {
    expect(sees(catalogue, desk.home_affairs, conduct({ agency: 'H79-SNV' }), today)).to.equal(false);
    expect(sees(catalogue, desk.hotline, conduct({ agency: 'H79-1022' }), today)).to.equal(false);
    expect(sees(catalogue, desk.monitor, conduct({ agency: 'H79-1022' }), today)).to.equal(true);
  });

  it('is for the named officer alone when it is a denunciation', () => {
    const sealed = conduct({
      class: 'denunciation',
      state: 'quarantined',
      handlers: everybody,
      watchers: everybody,
      custodian: 'inspector-1',
    });
    expect(those((viewer) => sees(catalogue, viewer, sealed, today))).to.deep.equal(['inspector']);
    const another = someone('inspector', 'H79-TTRA', 'inspector-2');
    expect(sees(catalogue, another, sealed, today)).to.equal(false);
    expect(mayOpenContact(catalogue, desk.inspector, sealed, today)).to.equal(true);
    expect(readsWhole(catalogue, desk.inspector, sealed, today)).to.equal(true);
    const { custodian: _nobody, ...unkept } = sealed;
    expect(those((viewer) => sees(catalogue, viewer, unkept, today))).to.deep.equal([]);
  });

  it('needs an agency', () => {
    for (const role of roles) expect(sees(catalogue, someone(role), aCase(), today), role).to.equal(false);
  });

  it('shows personal data in a text to whoever handles the case, and never to the unit complained about', () => {
    const text = 'Gọi tôi số 0903 123 456.';
    const shown = (viewer: Viewer, complaint: Sighted) =>
      textFor(text, readsWhole(catalogue, viewer, complaint, today)) === text;
    expect(those((viewer) => shown(viewer, aCase()))).to.deep.equal(['hotline']);
    expect(those((viewer) => shown(viewer, aCase({ handlers: [ward] })))).to.deep.equal([]);
    expect(textFor(text, false)).to.equal('Gọi tôi số •••.');
  });

  it('keeps the minute from the unit complained about', () => {
    expect(those((viewer) => !seesMinutes(catalogue, viewer, aCase({ handlers: [ward] }), today))).to.deep.equal([
      'officer',
    ]);
  });

  it('opens the contact to hotline and monitor, and to handlers unless the name was to be kept', () => {
    const openers = (complaint: Sighted & Pick<Complaint, 'nameKept'>) =>
      those((viewer) => mayOpenContact(catalogue, viewer, complaint, today));
    expect(openers(conduct({ handlers: ['H79-SNV'] }))).to.deep.equal(['hotline', 'monitor']);
    expect(openers(conduct({ handlers: ['H79-SNV'], nameKept: false }))).to.deep.equal([
      'home_affairs',
      'hotline',
      'monitor',
    ]);
    expect(openers(aCase({ handlers: [ward] }))).to.deep.equal(['hotline', 'monitor']);
  });
});

describe('the sight of cases in any city', () => {
  const anyViewer = (city: Catalogue) =>
    fc.record({
      id: fc.constantFrom('1', '2'),
      role: fc.constantFrom(...roles),
      agency: fc.constantFrom(...city.agencies.keys()),
    });
  const anyCase = (city: Catalogue) => {
    const some = fc.subarray([...city.agencies.keys()]);
    return fc
      .tuple(anySubject, some, some, fc.constantFrom(...complaintStates), fc.boolean(), fc.constantFrom('1', undefined))
      .map(([subject, handlers, watchers, state, nameKept, custodian]) => ({
        ...subject,
        ...{ handlers, watchers, state, nameKept },
        ...(custodian ? { custodian } : {}),
      }));
  };
  const holds = (check: (city: Catalogue, viewer: Viewer, complaint: Sighted & { nameKept: boolean }) => void) =>
    fc.assert(
      fc.property(
        randomCity.chain((city) => fc.tuple(fc.constant(city), anyViewer(city), anyCase(city))),
        (drawn) => check(...drawn),
      ),
      { numRuns: 800 },
    );

  it('leaves whoever is party to a case about conduct no trace of it', () => {
    holds((city, viewer, complaint) => {
      fc.pre(concernsConduct(complaint) && complaint.class !== 'denunciation');
      fc.pre(isPartyTo(city, complaint, viewer.agency ?? '', today));
      expect(sees(city, viewer, complaint, today)).to.equal(false);
      expect(mayOpenContact(city, viewer, complaint, today)).to.equal(false);
      expect(readsWhole(city, viewer, complaint, today)).to.equal(complaint.custodian === viewer.id);
    });
  });

  it('shows a denunciation to its custodian and to nobody else', () => {
    holds((city, viewer, complaint) => {
      const sealed = { ...complaint, class: 'denunciation' as const };
      const isKeeper = complaint.custodian === viewer.id && !isAccused(city, viewer, sealed, today);
      expect(sees(city, viewer, sealed, today)).to.equal(isKeeper);
    });
  });

  it('opens no contact to whoever may not see the case or is accused in it', () => {
    holds((city, viewer, complaint) => {
      if (mayOpenContact(city, viewer, complaint, today)) {
        expect(sees(city, viewer, complaint, today)).to.equal(true);
        expect(isAccused(city, viewer, complaint, today)).to.equal(false);
      }
    });
  });

  it('opens a name that is to be kept to nobody for handling the case', () => {
    holds((city, viewer, complaint) => {
      fc.pre(complaint.class !== 'denunciation' && handles(viewer, complaint));
      const kept = { ...complaint, nameKept: true };
      if (mayOpenContact(city, viewer, kept, today)) expect(['hotline', 'monitor']).to.include(viewer.role);
    });
  });
});
