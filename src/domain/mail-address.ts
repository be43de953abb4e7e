const mailAddress = /^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,24}$/;

/** True for one bare mail address, such as can be handed to a mail server. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && mailAddress.test(text);
