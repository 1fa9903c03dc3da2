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

/** A form that nobody leaves by mistake while it has what has not been sent. */
class LraKept extends HTMLElement {
  protected isTyped = false;

  connectedCallback(): void {
    const form = this.querySelector('form')!;
    form.addEventListener('input', () => (this.isTyped = true));
    form.addEventListener('submit', () => (this.isTyped = false));
    addEventListener('beforeunload', (event) => {
      if (this.isTyped) event.preventDefault();
    });
  }
}

/** How long nobody types before it is saved, in milliseconds. */
const PAUSE_MS = 2_000;

/**
 * Saves a form while somebody writes: what others have saved, and what is wrong, is told when it is sent by its button.
 * Without a connection it is not sent: it would be lost with the page.
 */
class LraAutosave extends LraKept {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private isAway = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const form = this.querySelector('form')!;
    form.addEventListener('input', () => this.plan(form));
    form.addEventListener('submit', (event) => {
      clearTimeout(this.timer);
      if (this.isAway || !navigator.onLine) this.running ??= this.saving(form);
      if (!this.running) return;
      this.isTyped = true;
      // Sent now, it would meet what this page itself is saving.
      event.preventDefault();
      void this.running.then(() => {
        if (!this.isAway) form.requestSubmit(event.submitter);
      });
    });
    // What is wrong in a field is told when it is left.
    form.addEventListener('focusout', () => {
      if (this.isTyped) this.plan(form);
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
    try {
      const body = new URLSearchParams([...new FormData(form)] as [string, string][]);
      const answer = await fetch(`${form.action}?autosave`, { method: 'POST', body });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector<HTMLFormElement>('lra-autosave form');
      if (!fresh) throw new Error(answer.statusText);
      this.isAway = false;
      this.isTyped ||= !answer.ok;
      this.takeFrom(fresh, form, answer.status);
    } catch {
      // It stays on the page, and is saved with what is typed next.
      this.isTyped = true;
      this.isAway = true;
      this.querySelector('[data-follows=state]')!.textContent = this.dataset['away'] ?? '';
    }
  }

  /** What has been saved, what is wrong and what is still missing; the fields stay as they are, under the fingers. */
  private takeFrom(fresh: HTMLFormElement, form: HTMLFormElement, status: number): void {
    // What somebody else has saved is overwritten by nobody who has not seen it: that is shown when it is sent.
    if (status !== CONFLICT) for (const name of ['tag', 'was']) inputOf(form, name).value = inputOf(fresh, name).value;
    for (const part of form.querySelectorAll<HTMLElement>('[data-follows]')) {
      const now = fresh.querySelector(`[data-follows=${part.dataset['follows'] ?? ''}]`);
      // A summary of what is wrong does not push away what is being written.
      if (now && (part.matches('[role=status]') || part.hasChildNodes())) part.replaceChildren(...now.childNodes);
    }
    for (const field of form.querySelectorAll<HTMLElement>('[name^="/"], fieldset[id]')) {
      const now = fresh.querySelector(`[id="${field.id}"]`);
      if (field.id !== '' && now && field !== document.activeElement) takeFault(field, now);
    }
  }
}

const CONFLICT = 409;

const inputOf = (form: HTMLFormElement, name: string) => form.elements.namedItem(name) as HTMLInputElement;

/** What is wrong with a field, at the field; or no longer. */
function takeFault(field: Element, now: Element): void {
  document.getElementById(`${field.id}-fault`)?.remove();
  for (const name of ['aria-invalid', 'aria-describedby']) {
    const value = now.getAttribute(name);
    if (value === null) field.removeAttribute(name);
    else field.setAttribute(name, value);
  }
  const fault = now.ownerDocument.getElementById(`${field.id}-fault`);
  if (!fault) return;
  if (field.localName === 'fieldset') field.querySelector('legend')?.after(fault);
  else field.before(fault);
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
customElements.define('lra-kept', LraKept);
customElements.define('lra-autosave', LraAutosave);
