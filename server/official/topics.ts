import type { NoticeTopic } from '../../shared/notice.ts'

/** What a status page says of its own text, where it says it in a word. `planned`: works, which are no problem. */
export type Status = 'problem' | 'cause' | 'restored' | 'planned'

const STATUS = new Map<string, Status>(
  Object.entries({
    investigating: 'problem',
    identified: 'problem',
    // The cure is in, whether it helped is not known yet.
    monitoring: 'problem',
    update: 'problem',
    verifying: 'planned',
    resolved: 'restored',
    postmortem: 'cause',
    scheduled: 'planned',
    'in progress': 'planned',
    completed: 'planned',
    risolto: 'restored',
    risolta: 'restored',
    ripristinato: 'restored',
    ripristinata: 'restored',
    aggiornamento: 'problem',
  }),
)

/** The word that status pages put before a text: Resolved, Monitoring … undefined: none that is known. */
export function statusOf(label: string): Status | undefined {
  return STATUS.get(label.trim().toLowerCase().replaceAll('_', ' '))
}

const plain = (text: string) => text.normalize('NFC').toLowerCase().replaceAll('’', "'")

// `\\b` takes an accented letter for no letter: so the ends of words are looked at by hand.
const words = (pattern: string) => new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'u')

const RESTORED =
  /\b(resolved|restored|back to normal|operating normally|risolt[oaie]|ripristinat[oaie]|tornat[oaie] (?:operativ|disponibil|online|alla normalità|regolar))/
/** Not yet, or not for all: so it says even of what has a tag. */
const NOT_ALL = words('not yet|still|partial(?:ly)?|except|ancora|parzial\\p{L}*|tranne|salvo|eccetto')
/** Hoped for, or said of something else. */
const BUT = words(
  "not|never|cannot|\\p{L}+n't|some|until|being|will|would|should|to be|working|expected|once|when|if|non|alcun\\p{L}*|sar[àa]|saranno|verr[àa]|verranno|stiamo|previst\\p{L}*|quando|appena|finché|se",
)
const PLANNED = /\b(maintenance|scheduled|planned|manutenzion\w*|programmat\w*|pianificat\w*)\b/
const PROBLEM =
  /\b(outages?|disruptions?|incidents?|issues?|problems?|degrad\w+|elevated (?:errors?|latency)|increased (?:errors?|latency|error rates)|unavailab\w+|downtime|errors?|failures?|problem[ai]|disserviz\w+|interruzion\w+|malfunzionament\w+|guast[oi]|rallentament\w+|non (?:disponibil\w+|raggiungibil\w+|funzion\w+|accessibil\w+))\b/
const NO_PROBLEM =
  /\b(?:no (?:known |reported |current |open |active )?(?:issues?|incidents?|outages?|problems?)|nessun[a']? ?(?:problema|disservizio|guasto|interruzione|malfunzionamento))\b/g

const CAUSE =
  /\b(caused by|root cause (?:was|is|has been)|due to an? (?:\w+ )?(?:bug|fault|failure|misconfiguration|outage|attack|cut|error|bad)|due to (?:a )?(?:hardware|power|network|software|configuration|database|storage)|causat[oaie] da|la causa (?:è|e'|del)|dovut[oaie] a (?:un|una) |a causa di (?:un|una) )/
const CAUSE_UNKNOWN =
  /\b(?:caus[ae]|causes)\b[^.]{0,30}\b(?:unknown|investigat|unclear|ignot|sconosciut|accertamento)|\b(?:investigat|indagando|verificando)\w*\b[^.]{0,40}\bcaus/
const AN_ATTACK = String.raw`(?:\w+[ -])?(?:cyber ?-?)?(?:attack|breach|hack|intrusion)`
const UN_ATTACCO = String.raw`(?:un |una |alcun |alcuna )?(?:\w+ )?(?:attacco|violazione|intrusione)`
const ATTACK_DENIED = new RegExp(
  [
    String.raw`\bnot (?:the result of |caused by |due to |related to |linked to )?(?:an? |any )?${AN_ATTACK}`,
    String.raw`\bno (?:evidence|signs?|indications?) (?:of|that) .{0,40}${AN_ATTACK}`,
    String.raw`\bruled out .{0,20}${AN_ATTACK}`,
    String.raw`\bnon (?:si tratta|si è trattato|è|è stato|è stata|è dovut[oa]|è causat[oa])(?: di| da| a| ad)? ${UN_ATTACCO}`,
    String.raw`\bnessun'? ?(?:attacco|hacker|violazione|intrusione)`,
    String.raw`\besclu(?:so|sa|diamo|de) .{0,30}(?:attacco|attacchi|violazion|intrusion)`,
  ].join('|'),
)
const DATA_SAFE =
  /\bno (?:\w+ )?data (?:has been |was |is )?(?:loss|lost|compromised)|\bdata (?:is|are|remains?) (?:safe|secure|intact|protected)|\bwithout (?:any )?data loss|\bnessun dato\b.{0,30}\b(?:pers|compromess)|\bdati\b.{0,30}\b(?:sono|restano|rimangono) (?:al sicuro|integri|protetti|salvi)|\bnessuna perdita di dati/
/** Of what is said so nobody is sure. */
const HEDGED = words(
  "cannot|can't|could|may|might|unable|whether|if|yet|non possiamo|non (?:si )?(?:può|possono)|non è esclus[oa]|potrebbe\\p{L}*|se|ancora|not ruled out|to ensure|per garantire",
)
const COMPENSATION =
  /\b(refund\w*|compensat\w+|service credits?|rimbors\w+|indennizz\w+|risarciment\w*|compensazion\w+)\b/

/**
 * The topics of a text in Italian or English, by clear words only. With `status` the page itself has said how it stands; without, only a title
 * may say that it is over. None: what it is about is not clear.
 */
export function topicsOf(told: { title: string; text: string; status?: Status | undefined }): NoticeTopic[] {
  const title = plain(told.title)
  const all = `${title}\n${plain(told.text)}`
  const status = told.status ?? statusIn(title, all)
  if (status === 'planned') return []
  const topics: NoticeTopic[] = []
  if (status === 'problem') topics.push('problem')
  if (status === 'cause' || (CAUSE.test(all) && !CAUSE_UNKNOWN.test(all))) topics.push('cause')
  const sure = all.split(/(?<=[.!?;])\s+|\n+/).filter((sentence) => !HEDGED.test(sentence))
  if (sure.some((sentence) => ATTACK_DENIED.test(sentence))) topics.push('attack_denied')
  if (sure.some((sentence) => DATA_SAFE.test(sentence))) topics.push('data_safe')
  if (COMPENSATION.test(all)) topics.push('compensation')
  if (status === 'restored') topics.push('restored')
  return topics
}

/** A word in front, or one in brackets: "Resolved: …", "… [RISOLTO]". */
const TAG = /^\W{0,3}([a-z_ ]{6,15}?)\s*[\]):–-]|\[([a-z_ ]{6,15})\]/g

function statusIn(title: string, all: string): Status | undefined {
  const tags = [...title.matchAll(TAG)].map(([, front, inside]) => statusOf(front ?? inside ?? ''))
  const isOver = tags.includes('restored') || (RESTORED.test(title) && !BUT.test(title))
  if (isOver && !NOT_ALL.test(title)) return 'restored'
  if (tags.includes('planned') || PLANNED.test(title)) return 'planned'
  // Who speaks of its end, but not as of a fact, says that it goes on.
  if (tags.some((tag) => tag !== undefined) || RESTORED.test(title)) return 'problem'
  return PROBLEM.test(all.replaceAll(NO_PROBLEM, '')) ? 'problem' : undefined
}
