const answer = await fetch(`${process.env.BRUSIO}/api/v1/providers/libero-mail/series?interval=1h`)
if (!answer.ok) throw new Error((await answer.json()).detail)
const { points } = await answer.json()
for (const { t, problems, expected, complete } of points) {
  // null is a gap, in which nobody listened: it is no zero.
  const heard = problems === null ? 'not known' : `${problems} problems, usual ${expected ?? 'not known'}`
  console.log(new Date(t).toISOString(), heard, complete ? '' : '(still open)')
}
