import type { Category } from '../../shared/provider.ts'
import type { Words } from '../handover.ts'

/** What a reader can do while a service does not work, and who says so. */
export type Advice = { text: Words; of: string; source: string }
type Source = readonly [of: string, source: string]

const say = (it: string, en: string, [of, source]: Source): Advice => ({ text: { it, en }, of, source })

const SMTP: Source = ['RFC 5321, 4.5.4.1', 'https://www.rfc-editor.org/rfc/rfc5321#section-4.5.4.1']
const BOUNCES: Source = ['RFC 5321, 6.1', 'https://www.rfc-editor.org/rfc/rfc5321#section-6.1']
const RETRY: Source = ['RFC 9110', 'https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3']
const POLICE: Source = ['Polizia Postale', 'https://www.commissariatodips.it/']
const PHISHING: Source = ['NCSC', 'https://www.ncsc.gov.uk/guidance/phishing']
const MEDIATION: Source = ['AGCOM, ConciliaWeb', 'https://conciliaweb.agcom.it/']
const COMPLAINTS: Source = [
  'Corecom',
  'https://corecom.consiglio.provincia.tn.it/p/contenzioso-utenti-operatori-telecomunicazioni',
]
const MEASURE: Source = ['AGCOM, MisuraInternet', 'https://www.misurainternet.it/']
const EMERGENCY: Source = ['European Commission, 112', 'https://digital-strategy.ec.europa.eu/en/policies/112']
const PAYMENTS: Source = ['Directive (EU) 2015/2366', 'https://eur-lex.europa.eu/eli/dir/2015/2366/oj']
const OMBUDSMAN: Source = ['Arbitro Bancario Finanziario', 'https://www.arbitrobancariofinanziario.it/']
const DIGITAL: Source = ['Directive (EU) 2019/770', 'https://eur-lex.europa.eu/eli/dir/2019/770/oj']
const DISTANCE: Source = ['Directive 2011/83/EU', 'https://eur-lex.europa.eu/eli/dir/2011/83/oj']
const CONSUMERS: Source = ['ECC-Net Italia', 'https://ecc-netitalia.it/']
const BACKUP: Source = ['CISA', 'https://www.cisa.gov/sites/default/files/publications/data_backup_options.pdf']
const CONTINGENCY: Source = ['NIST SP 800-34', 'https://csrc.nist.gov/pubs/sp/800/34/r1/upd1/final']
const PRIVACY: Source = ['Regulation (EU) 2016/679', 'https://eur-lex.europa.eu/eli/reg/2016/679/oj']
const IDENTITY: Source = ['Ministero dell’Interno', 'https://www.cartaidentita.interno.gov.it/']
const OFFICES: Source = ['IndicePA', 'https://indicepa.gov.it/ipa-portale/']

const beware = say(
  'Diffida di chi ti scrive o chiama ora per «sbloccare» il tuo accesso: non dare codici né password.',
  'Be wary of anybody who writes or calls now to “restore” your access: give away no code and no password.',
  POLICE,
)
const noLinks = say(
  'Entra dall’app o dall’indirizzo che usi di solito, non dai link che ricevi in un messaggio.',
  'Sign in through the app or the address that you always use, not through a link in a message.',
  PHISHING,
)
const measure = say(
  'Prova altri siti e misura la tua linea: se tutto va a rilento, il guasto può essere lì.',
  'Try other sites and measure your line: where everything is slow, the fault may be there.',
  MEASURE,
)
const emergency = say(
  'Per le emergenze il 112 è gratuito da qualunque telefono, fisso o mobile: se il tuo non prende, prova da un altro.',
  'In an emergency 112 is free from any telephone, fixed or mobile: where yours has no signal, try another.',
  EMERGENCY,
)
const complain = say(
  'Annota da quando non va e il numero del reclamo: l’operatore deve darti un codice anche per telefono.',
  'Write down since when it fails, and the number of your complaint: you must be given one by telephone too.',
  COMPLAINTS,
)
const mediate = say(
  'Se si prolunga o non rispondono, la conciliazione in rete è gratuita e può disporre misure urgenti.',
  'If it goes on, or nobody answers, online mediation is free of charge and can order urgent measures.',
  MEDIATION,
)
const conformity = say(
  'Se paghi e il servizio non è quello promesso, hai diritto che lo ripristinino, poi a una riduzione del prezzo.',
  'If you pay and the service is not what was promised, it must be put right, or the price comes down.',
  DIGITAL,
)
const traced = say(
  'Un pagamento disposto e mai arrivato: chiedi di rintracciarlo; se non è stato eseguito ti viene restituito.',
  'A payment that you made and that never arrived: ask to have it traced; one not carried out is given back.',
  PAYMENTS,
)
const unauthorised = say(
  'Quando torna controlla i movimenti: ciò che non hai autorizzato si contesta subito, al più tardi entro 13 mesi.',
  'Once it is back check your statement: dispute what you did not authorise at once, within 13 months at most.',
  PAYMENTS,
)
const ombudsman = say(
  'Se ne hai un danno fai reclamo scritto; se la risposta non c’è o non basta, puoi ricorrere all’Arbitro.',
  'If it costs you money complain in writing; without an answer, or a good one, there is an ombudsman.',
  OMBUDSMAN,
)
const otherChannel = say(
  'Per ciò che ha una scadenza accordati su un’altra via, un’altra casella o il telefono, e fatti confermare l’arrivo.',
  'For anything with a deadline agree on another way, another mailbox or the telephone, and have it confirmed.',
  CONTINGENCY,
)
const backup = say(
  'Di ciò che ti serve ogni giorno tieni tre copie, su due supporti, una altrove.',
  'Of what you need every day keep three copies, on two media, one of them elsewhere.',
  BACKUP,
)
const notify = say(
  'Se dati di persone sono andati persi o esposti, c’è l’obbligo di valutare la notifica al Garante entro 72 ore.',
  'Where personal data were lost or exposed, you must consider telling the data protection authority within 72 hours.',
  PRIVACY,
)

/** Four lines for each category, the most pressing first; every one with where it is written. */
export const ADVICE: Record<Category, readonly [Advice, Advice, Advice, Advice]> = {
  mail: [
    say(
      'Le mail in arrivo di solito non si perdono: il server di chi scrive riprova per almeno quattro o cinque giorni.',
      'Incoming mail is usually not lost: the sender’s server keeps trying for at least four or five days.',
      SMTP,
    ),
    say(
      'Se una mail non può arrivare, chi l’ha scritta riceve un avviso: chiedigli se ne ha avuto uno.',
      'Where a mail cannot arrive its sender is told so: ask whether a notice came back.',
      BOUNCES,
    ),
    otherChannel,
    beware,
  ],
  messaging: [
    say(
      'Per chi deve sentirti adesso accordati su una seconda via: una telefonata, un SMS, una mail.',
      'With those who need to hear from you now agree on a second way: a call, a text message, a mail.',
      CONTINGENCY,
    ),
    emergency,
    noLinks,
    beware,
  ],
  social: [
    measure,
    noLinks,
    beware,
    say(
      'Se temi per i tuoi dati chiedi al servizio che cosa conserva di te: deve rispondere entro un mese.',
      'If you fear for your data ask the service what it holds about you: it must answer within a month.',
      PRIVACY,
    ),
  ],
  bank: [traced, unauthorised, ombudsman, beware],
  payment: [traced, unauthorised, ombudsman, noLinks],
  mobile: [emergency, complain, mediate, beware],
  fixed: [measure, complain, mediate, emergency],
  cloud: [
    say(
      'Segui il piano di emergenza prima di improvvisare: chi decide, che cosa si sposta, come si torna indietro.',
      'Follow your contingency plan before improvising: who decides, what moves, how to come back.',
      CONTINGENCY,
    ),
    say(
      'Fai rispettare ai tuoi programmi l’attesa che il server chiede prima di riprovare (Retry-After).',
      'Have your programs honour the wait that the server asks for before they try again (Retry-After).',
      RETRY,
    ),
    backup,
    notify,
  ],
  streaming: [
    measure,
    conformity,
    say(
      'Se non lo rimettono a posto puoi recedere, e riavere ciò che hai pagato per il tempo in cui non andava.',
      'If it is not put right you may end the contract, and have back what you paid for the time it failed.',
      DIGITAL,
    ),
    noLinks,
  ],
  game: [
    measure,
    say(
      'Ciò che hai comprato e mai ricevuto va chiesto di nuovo; se ancora non arriva, puoi riavere i soldi.',
      'Ask again for what you bought and never got; if it still does not come, you may have your money back.',
      DIGITAL,
    ),
    conformity,
    noLinks,
  ],
  public: [
    say(
      'Con una scadenza vicina scrivi all’ufficio per un’altra via: le PEC di tutte le amministrazioni sono in un indice.',
      'With a deadline near write to the office another way: an index has every administration’s certified mailbox.',
      OFFICES,
    ),
    say(
      'Se non va SPID, molti servizi accettano anche la carta d’identità elettronica, con il telefono.',
      'Where SPID fails, many services also take the electronic identity card, with a telephone.',
      IDENTITY,
    ),
    noLinks,
    beware,
  ],
  shop: [
    say(
      'Conserva la conferma d’ordine: senza altro accordo la consegna è dovuta entro 30 giorni.',
      'Keep the confirmation of your order: unless agreed otherwise, delivery is due within 30 days.',
      DISTANCE,
    ),
    traced,
    say(
      'Per un venditore di un altro Paese dell’Unione c’è un aiuto gratuito ai consumatori.',
      'For a seller in another country of the Union, help for consumers is free of charge.',
      CONSUMERS,
    ),
    noLinks,
  ],
  work: [
    say(
      'Accordatevi subito su un’altra via, telefono o mail, e dite a tutti qual è.',
      'Agree on another way at once, telephone or mail, and tell everybody which.',
      CONTINGENCY,
    ),
    backup,
    notify,
    noLinks,
  ],
}
