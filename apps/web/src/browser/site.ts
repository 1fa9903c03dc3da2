/* Improves pages that work without it. No framework: one element that wraps a form that the server understands. */

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
