/* Improves pages that work without it. No framework: elements that wrap a form that the server understands. */

/** Results follow the filters without leaving the page: the focus stays, the number found is said aloud. */
class LraSearch extends HTMLElement {
  private running: AbortController | undefined;

  connectedCallback(): void {
    this.addEventListener('change', (event) => {
      const { form, type } = event.target as HTMLInputElement;
      if (form && type !== 'search') void this.show(form);
    });
  }

  private async show(form: HTMLFormElement): Promise<void> {
    const filled = [...new FormData(form)].filter(([, value]) => value !== '') as [string, string][];
    const url = `${location.pathname}?${new URLSearchParams(filled).toString()}`;
    this.running?.abort();
    this.running = new AbortController();
    try {
      const answer = await fetch(url, { signal: this.running.signal });
      if (!answer.ok) {
        form.submit();
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const part of ['.counted', '.results']) this.querySelector(part)?.replaceWith(page.querySelector(part)!);
      this.takeCounts(page);
      document.title = page.title;
      history.replaceState(null, '', url);
      announce(this.querySelector('#found')?.textContent ?? '');
    } catch (error) {
      if ((error as Error).name !== 'AbortError') form.submit();
    }
  }

  /** The numbers beside the choices change; the choices themselves stay where they are, under the finger. */
  private takeCounts(page: Document): void {
    for (const input of this.querySelectorAll<HTMLInputElement>('.facets input[type=checkbox]')) {
      const count = input.nextElementSibling?.querySelector('.number');
      const fresh = page.getElementById(input.id)?.nextElementSibling?.querySelector('.number');
      if (count) count.textContent = fresh?.textContent ?? '0';
    }
  }
}

/** How long nobody types before it is saved, in milliseconds. */
const PAUSE_MS = 2_000;

/**
 * Saves a form while somebody writes: what others have saved, and what is wrong, is told when it is sent by its button.
 * Without a connection it is not sent: it would be lost with the page.
 */
class LraAutosave extends HTMLElement {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private isTyped = false;
  private isAway = false;

  connectedCallback(): void {
    const form = this.querySelector('form')!;
    form.addEventListener('input', () => {
      this.isTyped = true;
      this.plan(form);
    });
    form.addEventListener('submit', (event) => {
      clearTimeout(this.timer);
      if (this.isAway || !navigator.onLine) this.running ??= this.saving(form);
      if (!this.running) {
        this.isTyped = false;
        return;
      }
      // Sent now, it would meet what this page itself is saving.
      event.preventDefault();
      void this.running.then(() => {
        if (!this.isAway) form.requestSubmit(event.submitter);
      });
    });
    addEventListener('beforeunload', (event) => {
      if (this.isTyped) event.preventDefault();
    });
  }

  private plan(form: HTMLFormElement): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.running) this.plan(form);
      else this.running = this.saving(form);
    }, PAUSE_MS);
  }

  private saving(form: HTMLFormElement): Promise<void> {
    return this.save(form).finally(() => (this.running = undefined));
  }

  private async save(form: HTMLFormElement): Promise<void> {
    this.isTyped = false;
    const told = this.querySelector('[data-saved]')!;
    try {
      const body = new URLSearchParams([...new FormData(form)] as [string, string][]);
      const answer = await fetch(`${form.action}?autosave`, { method: 'POST', body });
      if (!answer.ok) throw new Error(answer.statusText);
      const { state, said, tag, was } = (await answer.json()) as Record<'state' | 'said' | 'tag' | 'was', string>;
      (form.elements.namedItem('tag') as HTMLInputElement).value = tag;
      (form.elements.namedItem('was') as HTMLInputElement).value = was;
      this.isTyped ||= state !== 'saved';
      this.isAway = false;
      told.textContent = said;
    } catch {
      // It stays on the page, and is saved with what is typed next.
      this.isTyped = true;
      this.isAway = true;
      told.textContent = this.dataset['away'] ?? '';
    }
  }
}

let voice: HTMLElement | undefined;
function announce(text: string): void {
  if (!voice) {
    voice = document.createElement('div');
    voice.className = 'visually-hidden';
    voice.setAttribute('role', 'status');
    document.body.append(voice);
  }
  voice.textContent = text;
}

for (const control of document.querySelectorAll('[data-print]')) control.addEventListener('click', () => print());

customElements.define('lra-search', LraSearch);
customElements.define('lra-autosave', LraAutosave);
