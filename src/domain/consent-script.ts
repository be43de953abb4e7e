import type { Language } from './language.ts';
import type { Questionnaire } from './questionnaire.ts';

/** What may have to be said before the questions: by the way of asking, when one calls again, to a machine. */
export const openings = ['phone', 'face_to_face', 'call_back', 'answering_machine'] as const;
export type Opening = (typeof openings)[number];

/** One version of what is read aloud; each opening is a list of paragraphs with names to be filled in. */
export interface ConsentScript {
  readonly version: number;
  readonly texts: Readonly<Record<Opening, Readonly<Record<Language, readonly string[]>>>>;
}

/** What is filled in. */
export interface SpokenNames {
  /** The interviewer; says it herself when it is not known. */
  readonly interviewer?: string;
  readonly agency: string;
  readonly procedure: string;
  /** The day the dossier was finished, as it is read. */
  readonly day: string;
  /** How long the interview takes. */
  readonly minutes: number;
}

const rights = {
  vi: [
    'Ông/bà hoàn toàn tự nguyện: có thể không trả lời câu nào đó hoặc dừng bất cứ lúc nào, và việc đó không ảnh hưởng gì đến hồ sơ của ông/bà.',
    'Câu trả lời được lưu tách riêng với tên và số điện thoại, chỉ dùng để tính mức độ hài lòng của người dân và để cơ quan phục vụ tốt hơn. Cơ quan đã giải quyết hồ sơ không biết ai trả lời thế nào.',
    'Có thể có người của chúng tôi gọi lại để kiểm tra cuộc phỏng vấn này. Muốn biết đây có đúng là cuộc khảo sát của thành phố không, xin ông/bà gọi số 1022.',
    'Ông/bà có đồng ý trả lời không ạ?',
  ],
  en: [
    'It is entirely voluntary: you may leave out any question or stop at any time, and it makes no difference to your application.',
    'Your answers are kept apart from your name and number. They are used only to learn how satisfied people are and to improve the service. The agency that handled your application is not told who answered what.',
    'One of our staff may call you back to check this interview. To make sure that this is the city’s survey, please call 1022.',
    'Do you agree to answer?',
  ],
} as const;

/** Why just this person: a dossier of hers was drawn. */
const reason = {
  vi: 'Số điện thoại của ông/bà được chọn ngẫu nhiên trong các hồ sơ “{procedure}” mà {agency} giải quyết xong; hồ sơ của ông/bà xong ngày {day}. Cuộc phỏng vấn mất khoảng {minutes} phút.',
  en: 'Your number was drawn at random from the applications for “{procedure}” finished by {agency}; yours was finished on {day}. It takes about {minutes} minutes.',
} as const;

/**
 * Every version there has been, newest last. A version that was read to somebody never changes: what she agreed to is
 * recorded by its number.
 */
export const consentScripts: readonly ConsentScript[] = [
  {
    version: 1,
    texts: {
      phone: {
        vi: [
          'Xin chào ông/bà. Tôi là {interviewer}, điều tra viên khảo sát sự hài lòng của người dân, thay mặt Thành phố Hồ Chí Minh. Xin hỏi, có phải tôi đang nói chuyện với ông/bà [tên người nộp hồ sơ] không ạ?',
          reason.vi,
          ...rights.vi,
        ],
        en: [
          'Good day. My name is {interviewer}. I am an interviewer of the survey of people’s satisfaction, on behalf of Ho Chi Minh City. Am I speaking with [the applicant’s name]?',
          reason.en,
          ...rights.en,
        ],
      },
      face_to_face: {
        vi: [
          'Xin chào ông/bà. Tôi là {interviewer}, điều tra viên khảo sát sự hài lòng của người dân, thay mặt Thành phố Hồ Chí Minh; đây là thẻ của tôi. Xin hỏi, có phải tôi đang nói chuyện với ông/bà [tên người nộp hồ sơ] không ạ?',
          'Hồ sơ của ông/bà được chọn ngẫu nhiên trong các hồ sơ “{procedure}” mà {agency} giải quyết xong; hồ sơ của ông/bà xong ngày {day}. Cuộc phỏng vấn mất khoảng {minutes} phút.',
          ...rights.vi,
        ],
        en: [
          'Good day. My name is {interviewer}. I am an interviewer of the survey of people’s satisfaction, on behalf of Ho Chi Minh City; this is my card. Am I speaking with [the applicant’s name]?',
          'Your application was drawn at random from those for “{procedure}” finished by {agency}; yours was finished on {day}. It takes about {minutes} minutes.',
          ...rights.en,
        ],
      },
      call_back: {
        vi: [
          'Xin chào ông/bà. Tôi là {interviewer}, điều tra viên khảo sát sự hài lòng của người dân, thay mặt Thành phố Hồ Chí Minh. Xin hỏi, có phải tôi đang nói chuyện với ông/bà [tên người nộp hồ sơ] không ạ?',
          'Chúng tôi đã gọi trước đây về hồ sơ “{procedure}” tại {agency} và xin được gọi lại. Bây giờ ông/bà có tiện không ạ? Cuộc phỏng vấn mất khoảng {minutes} phút.',
          ...rights.vi,
        ],
        en: [
          'Good day. My name is {interviewer}. I am an interviewer of the survey of people’s satisfaction, on behalf of Ho Chi Minh City. Am I speaking with [the applicant’s name]?',
          'We called before about your application for “{procedure}” at {agency} and asked to call again. Is this a good time? It takes about {minutes} minutes.',
          ...rights.en,
        ],
      },
      // To a machine nothing is said of the application: nobody knows who listens.
      answering_machine: {
        vi: [
          'Xin chào. Tôi là {interviewer}, gọi về cuộc khảo sát sự hài lòng của người dân Thành phố Hồ Chí Minh. Chúng tôi sẽ gọi lại vào lúc khác. Muốn biết cuộc khảo sát này có thật không, xin gọi số 1022. Xin cảm ơn.',
        ],
        en: [
          'Good day. My name is {interviewer}, calling about Ho Chi Minh City’s survey of people’s satisfaction. We shall call again at another time. To make sure that the survey is genuine, please call 1022. Thank you.',
        ],
      },
    },
  },
];

export const consentScriptOf = (version: number): ConsentScript | undefined =>
  consentScripts.find((script) => script.version === version);

const ownName = { vi: '[tên của anh/chị]', en: '[your name]' } as const;

/** The paragraphs of an opening with the names filled in. */
export const spokenScript = (
  script: ConsentScript,
  opening: Opening,
  language: Language,
  names: SpokenNames,
): readonly string[] =>
  script.texts[opening][language].map((paragraph) =>
    paragraph.replace(/\{(\w+)\}/g, (_, name: string) => String(names[name as keyof SpokenNames] ?? ownName[language])),
  );

const secondsEach = 18;

/** How many minutes are promised for a questionnaire; whoever is promised less than it takes hangs up. */
export const minutesFor = ({ items }: Questionnaire): number => Math.ceil((60 + (items.length + 1) * secondsEach) / 60);
