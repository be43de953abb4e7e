export const languages = ['vi', 'en'] as const;

export type Language = (typeof languages)[number];

/** A text in both languages of the city's pages. */
export type Texts = Readonly<Record<Language, string>>;
