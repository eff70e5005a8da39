/** The buttons that copy what stands in a field: there only where a script is, and heard by who does not see what they did. */
export function startCopy(root: Document): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    const field = root.getElementById(button.dataset.copy!) as HTMLTextAreaElement
    const { address } = field.dataset
    // A server that was not told under which address it is read cannot write it down.
    if (address !== undefined) field.value += ` ${new URL(address, root.baseURI).href}`
    const status = button.parentElement!.querySelector('output')!
    const say = (words: string) => void (status.textContent = words)
    button.hidden = false
    button.addEventListener('click', () => {
      say('')
      copy(field).then(
        () => say(button.dataset.copied!),
        () => say(button.dataset.selected!),
      )
    })
  }
}

/** Where the page may not write there (no secure context, no permission) the text is left selected. */
async function copy(field: HTMLTextAreaElement): Promise<void> {
  field.focus()
  field.select()
  await navigator.clipboard.writeText(field.value)
}
