import type { MethodNumbers, MethodSection, MethodTexts } from './method.ts'

const sections = (n: MethodNumbers): MethodSection[] => [
  {
    id: 'voci',
    heading: 'Contiamo persone, non clic',
    paragraphs: [
      `Chi preme «Ho un problema» è una voce: una sola per servizio ogni ${n.slotMinutes} minuti, quante che siano le volte che preme. Molte voci dalla stessa rete pesano meno: mille voci da un ufficio sono un ufficio.`,
      'Le segnalazioni non sono gli utenti colpiti. Dicono che in molti hanno avuto voglia di segnalare: i colpiti sono quasi sempre molti di più, e non sappiamo quanti.',
    ],
  },
  {
    id: 'solito',
    heading: 'Il confronto è con il solito di quel servizio',
    paragraphs: [
      'Per ogni servizio la regola impara quante voci sono normali a quell’ora di quel giorno della settimana. Le ore di un disservizio non le impara. I minuti in cui noi non eravamo in ascolto sono buchi, non silenzio.',
      `Poi chiede: quante volte il solito dovrebbe essere normale, perché tante voci siano un caso? Un servizio che si agita spesso senza essere rotto (una partita, una scadenza) ha un passato che ammette di più; ma nessun passato ammette ${n.wildest} volte il solito.`,
    ],
  },
  {
    id: 'stati',
    heading: 'Prima forse, poi molte segnalazioni',
    paragraphs: [
      `«Possibili problemi» vuole almeno ${n.fewestPeople}–${n.mostFewestPeople} persone diverse da altrettante reti (meno dove si segnala poco, di più dove si segnala molto), e più di quanto il caso spieghi. Falsi allarmi messi in conto: per ogni servizio non più di ${n.suspectedPerYear} all’anno.`,
      `«Molte segnalazioni di problemi» vuole prove dieci volte più forti, almeno ${n.confirmedMultiple} volte il solito e ${n.confirmedNetworks} reti. Falsi allarmi messi in conto: uno ogni ${n.confirmedYears} anni per servizio. Solo questo apre un disservizio.`,
    ],
  },
  {
    id: 'gente',
    heading: 'La gente da sola non basta a dire che qualcosa non va',
    paragraphs: [
      `La gente da sola dice che in molti segnalano: non diciamo mai che un servizio è guasto perché lo dice la gente. «Problemi verificati» lo diciamo solo quando le nostre sonde trovano errori da ${n.probeNetworks} reti diverse, o quando lo dice l’operatore stesso.`,
      `Una sonda che non ha risposta, da sola, non apre nulla; insieme ad almeno ${n.probedPeople} persone sì. Ciò che blocca soltanto le nostre sonde non prova nulla.`,
    ],
  },
  {
    id: 'orologi',
    heading: 'Tre orologi, all’inizio e alla fine',
    paragraphs: [
      'Teniamo tre orologi: la prima segnalazione fuori dal solito, il primo errore di una nostra sonda, la prima parola ufficiale. E gli stessi tre per la fine. Un orologio senza una data documentata resta «non noto»: non lo indoviniamo mai.',
      `L’inizio è una stima, e diciamo tra quando e quando: ${n.onsetCover} volte su dieci quello vero è lì dentro. Il momento in cui ce ne siamo accorti è un fatto.`,
    ],
  },
  {
    id: 'riflesso',
    heading: 'Di riflesso: chi viene incolpato per altri',
    paragraphs: [
      'Quando un operatore si ferma, molti premono anche il pulsante di un altro. Se le voci di un servizio seguono quelle di un altro e ne sono una piccola parte, lo diciamo, e il servizio non viene mostrato in difficoltà.',
      `Servizi dello stesso operatore che si agitano insieme stanno sotto un solo titolo; finché uno è confermato, agli altri il passato non fa ammettere più di ${n.kin} volte il solito.`,
    ],
  },
  {
    id: 'fine',
    heading: 'La fine',
    paragraphs: [
      `Una notte quieta non guarisce: le voci si confrontano con quelle solite di quell’ora e con quelle che il disservizio portava. Quando il calo è chiaro lo diciamo «in calo», e «rientrato» dopo almeno ${n.calmMinutes} minuti, o un decimo della durata. Se ricomincia entro ${n.reopenHours} ore è lo stesso disservizio.`,
      `Dopo ${n.tiredHours} ore la gente si stanca di segnalare, e il silenzio non prova più nulla: allora serve che lo dicano le sonde, l’operatore, o chi risponde «a me funziona» da almeno ${n.worksNetworks} reti, ${n.worksShare} di tutte le risposte. Per questo teniamo vivo un disservizio lungo chiedendo a chi ha segnalato: «non funziona ancora?».`,
    ],
  },
  {
    id: 'cieco',
    heading: 'Che cosa non vediamo',
    paragraphs: [
      'Il silenzio non è verde: «segnalazioni nella norma» vuol dire che in pochi ce lo hanno detto. Sotto una certa soglia non notiamo nulla, e ogni pagina dice quale, a quell’ora.',
      `Di un servizio ascoltato da meno di ${n.youngHours} ore non diciamo niente. Una folla organizzata può ingannarci; per questo contano le reti, non i clic, e per questo si può chiedere una correzione.`,
    ],
  },
  {
    id: 'errori',
    heading: 'Gli errori, e come si correggono',
    paragraphs: [
      'Di ogni cambiamento resta ciò che la regola aveva visto: «Perché questo stato?», su ogni pagina, lo mostra. Chiunque gestisca un’istanza può rifare il conto da capo e deve trovare lo stesso.',
      'Quando abbiamo torto il disservizio resta al suo posto, barrato, con il motivo. Non spariscono né l’errore né la correzione.',
    ],
  },
]

export const methodIt: MethodTexts = {
  methodTitle: 'Come decidiamo',
  methodDescription:
    'Che cosa contiamo, quando diciamo che ci sono problemi, perché la gente da sola non basta, e che cosa non vediamo.',
  methodLead:
    'Decide una regola pubblica, uguale per tutti, e non una persona. Qui è detta in parole; i numeri sono quelli che il programma usa in questo momento.',
  methodSections: sections,
  methodRule: (version) => `La regola in vigore si chiama ${version}.`,
  methodRuleLink: 'la regola intera, con le formule (in inglese)',
  methodFigures: 'Quanto sbaglia, misurato contro altre regole e su disservizi registrati: ',
}
