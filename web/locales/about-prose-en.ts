import type { AboutTexts } from './about.ts'

type Prose = Pick<AboutTexts, Extract<keyof AboutTexts, `${'about' | 'privacy' | 'legal' | 'accessibility'}${string}`>>

export const aboutProseEn: Prose = {
  aboutTitle: 'What Brusio is',
  aboutDescription: 'What Brusio gathers, how to read it, who answers for it, who pays.',
  aboutProse: (version) => `
When a service stops working, its users notice first. Brusio gathers that murmur: people with a problem press a button, our probes knock on the
service’s door, and a published rule says whether the murmur is more than usual. We say what we know, since when, and what we do not know.

## How to read it

- **Reports are not affected users.** They are the people who pressed the button here. They show that something changed, not how many are cut
  off.
- **What counts is the comparison with the usual.** Each service has its own murmur, hour by hour. We speak of problems when reports exceed it
  by more than chance would.
- **People alone are not enough.** “Many problem reports” means that and nothing more. “Problems verified” takes two networks of probes, or the
  operator’s own word.
- **Silence is no promise.** Where nobody reports we notice nothing; the page of each service says below how many reports we are blind.
- **Every state has its evidence.** “Why this status?”, on the page of each service, shows what the rule saw, and when.

The [method](/method) tells it in plain words. The [rule](/rule) is the whole document, with its measured errors. How Brusio itself is doing
stands [here](/status).

## Who answers for it

{publisher}

Brusio is a program: anybody can run a copy, and whoever runs it answers for what it says. How to have a mistake corrected, or to reply, is on
the [legal page](/legal).

Brusio is not affiliated with any of the services it speaks of. Names belong to their owners, and are here to say whom we mean.

## Who pays

Nothing is sold here: no advertising, no subscription, no data. Nobody can pay to appear, not to appear, or to look better. The costs of this
instance are borne by whoever runs it. Of those who read and report we know [as little as possible](/privacy).

## For newsrooms and programs

- Cite it as “source: Brusio”, with the time, and add that reports are not affected users.
- \`/embed/libero-mail\` is the version of a service’s page for framing: any site may carry it, without cookies.
- The [API](/api/v1/openapi.json) is read without a key, in JSON, live as well.

## Program and data

Brusio ${version} is free software under the Apache licence 2.0: yours to read, use and change. It rests on data of others:

| What | Whose | Licence |
|---|---|---|
| Networks of addresses | [IP Geolocation by DB-IP](https://db-ip.com), [Route Views](https://www.routeviews.org), [NRO](https://www.nro.net) | CC BY 4.0 |
| Countries of addresses | [ip-location-db](https://github.com/sapics/ip-location-db) | CC0 1.0 |
| Map of the regions | [Victor Cazanave, svg-maps](https://github.com/VictorCazanave/svg-maps), after [MapSVG](https://mapsvg.com/maps/italy); outlines simplified | CC BY 4.0 |
| The day of 3 July 2019, where it is replayed | [S. Talluri and others](https://github.com/atlarge-research/outage_report_characterization), from outage.report | reproduced as facts |
`,

  privacyTitle: 'Privacy',
  privacyDescription: 'What remains of those who read and report: field by field, why, and for how long.',
  privacyProse: (days, most) => `
Reading leaves no trace: no cookie, no statistics, no request to any other site. Reporting leaves what was pressed, and a code that serves until
midnight to count each person once. The address is written down nowhere.

## When you press the button

The browser sends us what you chose. From the IP address we work out the country and the operator’s network; then from the address, the kind of
system and a secret of the day we make a code, and the address is forgotten. The secret is overwritten every day at 00:00 UTC: from then on the
code leads back to nobody, not even for us, and two days or two services cannot be joined. While the day lasts, somebody who held both the
database and the secret could test an address that they already suspect.

There is no free text: without meaning to, people put names and addresses into it.

## What remains, and for how long

{kept}

Old rows go by whole days and months, so some terms have a least and a most. Whoever runs this instance may make backups: they last as long as
they decide.

## What does not remain

- **The IP address.** It is in memory for a minute, to limit how much is sent, and while a live page is connected, to count connections.
- **The name of your browser.** It serves to guess the kind of device and to recognise robots.
- **What you read, what you search for, where you come from**, unless you report.

## In your browser

Nothing, with one exception: if you press while there is no line, the report waits in the browser’s storage until it can leave, ${days} at most, and no
more than ${most} at a time. Once it has arrived, or if you discard it, it is removed.

## The server’s logs

The program notes its own starts and faults and, of a request that failed through our fault, the method and the path. Other requests it does not
note. Never an address, a browser, a code. Whoever runs this instance may have another server or a provider in front of it that keeps logs of its
own: it is for them to say, to whoever asks.

## Probes

Probes check services, not people. Whoever hosts one gives us a name, which readers see, and the network it speaks from.

## Why it is lawful

The basis is legitimate interest, article 6(1)(f) of Regulation (EU) 2016/679: informing everybody, without being fooled by a few, about services
that many depend on. That is why we gather the least, for a short time, with no profiles, and hand it to nobody.

You may ask for access, rectification, erasure, restriction, and you may object (articles 15–21). As we do not know who you are, we usually cannot
find your reports (article 11); with the number that a report gets we can, as long as it is kept. You may also turn to the
[Garante per la protezione dei dati personali](https://www.garanteprivacy.it), the Italian authority, or to that of your country.

## Controller and contact

{publisher}
`,

  legalTitle: 'Legal and corrections',
  legalDescription: 'Who runs this instance, how to have a mistake corrected, how to reply.',
  legalProse: `
## Who answers for this instance

{publisher}

Brusio is free software that anybody can run. Those who write the program neither read nor choose what is published here.

## What we publish

What people report, what our probes measure, what the operators of services say. A state is the result of a [published rule](/rule), the same for
everybody. From reports alone we never say that a service has failed: we say that many report it. From the public come choices from lists, never
free text.

These pages inform. Do not use them for decisions on which anybody’s safety depends: for emergencies in Europe there is 112.

## Having a mistake corrected

Write to the contact above, with:

1. the address of the page;
2. what is wrong, and how that can be seen: a source, a date;
3. who you are, if you write for the service’s operator.

A wrong incident is **corrected** (start, end, cause) or **withdrawn**. Nothing changes in silence and nothing disappears: the page stays at its
address, with the correction, the reason and the date. The same goes for names, helplines and ties between services: each has a source, and a
wrong source is changed. How fast you get an answer is for whoever runs this instance to say.

## Replying

The operator of a service can have a statement of its own beside the state, word for word, free of charge. This is how:

1. write to the contact above, naming the service and one of its domains;
2. you get a DNS record to publish in that domain: it proves that you speak for it, and lasts 400 days;
3. send the text, its language and, if you like, where it can be read.

The statement is marked as yours. It changes no figure; where it announces a fault, a repair or a time, it counts as the official word, and what
came of it is shown beside it.

## Point of contact

Readers, operators of services and authorities may use the contact above, in Italian or English. Whether other duties apply to this instance, for
instance under Regulation (EU) 2022/2065 on digital services or under press law, depends on who runs it and how: it is for them to say.

## Names and marks

Brusio is not affiliated with any of the services it speaks of, and uses none of their logos. Names and marks belong to their owners, and only
serve to say whom we mean.
`,

  accessibilityTitle: 'Accessibility',
  accessibilityDescription: 'For whom Brusio is made, what was tested, what is not right yet.',
  accessibilityProse: (day) => `
Those who cannot use a service should at least be able to read these pages. We aim at WCAG 2.2, level AA.

## What holds on every page

- It can be read, and a report can be made, without script, at a width of 320 pixels, with text enlarged to 400 %.
- Everything can be reached by keyboard, and you can see where you are.
- Beside each colour there is a word and a shape. Contrast is at least 4.5 to 1, in light and in dark.
- Each chart has the same series in a table.
- Live figures are not read out at each change: a screen reader hears changes of state only.
- Those who ask their system for less motion see none.

## How we test it

At every change of the program, in a real browser: axe on every page, in each language, in light and in dark; a whole report by keyboard alone on
a phone’s screen; the pages without script. This text was last reviewed on ${day}. It is a self-assessment.

## What is not right yet

- It has not been tested thoroughly with people who use a screen reader every day.
- The full [rule](/rule) is in English only; the [method](/method) sums it up.
- What operators say stays in their language.
- The official pages and sites that we link to are not in our hands.

## If you meet a barrier

Write, saying which page, what you wanted to do, and with what:

{publisher}
`,
}
