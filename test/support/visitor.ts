/** Somebody with a browser without JavaScript: keeps cookies, follows nothing by herself, fills in forms. */
export class Visitor {
  readonly #cookies = new Map<string, string>();
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#cookies.size > 0)
      headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(new URL(path, this.#base), { redirect: 'manual', ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', ...value] = pair.split('=');
      if (/expires=Thu, 01 Jan 1970|max-age=0/i.test(cookie)) this.#cookies.delete(name);
      else this.#cookies.set(name, value.join('='));
    }
    return response;
  }

  get(path: string): Promise<Response> {
    return this.fetch(path);
  }

  async text(path: string): Promise<string> {
    return (await this.get(path)).text();
  }

  /** Posts JSON to the API. */
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  /** Opens a page and sends its form with these fields, and the hidden ones that the page gave it. */
  async submit(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    to = path,
  ): Promise<Response> {
    const page = await this.text(path);
    const body = new URLSearchParams(hiddenFields(page, to));
    for (const [name, value] of Object.entries(fields)) {
      body.delete(name);
      for (const one of [value].flat()) body.append(name, one);
    }
    return this.fetch(to, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.#base,
        'sec-fetch-site': 'same-origin',
      },
      body,
    });
  }
}

/** The hidden fields of the form that posts to an address; of the last of the posting forms when none does. */
function hiddenFields(page: string, to: string): [string, string][] {
  const forms = [...page.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)].map(([form]) => form);
  const action = `action="${to}"`;
  const form = forms.find((one) => one.slice(0, one.indexOf('>')).includes(action)) ?? forms.at(-1) ?? '';
  return [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
    /name="([^"]*)"/.exec(input)?.[1] ?? '',
    /value="([^"]*)"/.exec(input)?.[1] ?? '',
  ]);
}
