/** Words of those who turn away a client for what it is, not for what they can do: block lists, grey lists, rates, rules. */
const WORDS =
  /\b(?:block(?:ed|ing|list(?:ed)?)|(?:black|deny)[- ]?list(?:ed)?|gr[ae]y[- ]?list(?:ed|ing)?|banned|dnsbl|rbl|spam\w*|unsolicited|sorbs|uceprotect|barracuda\w*|reputation|policy|policies|denied|not (?:allowed|permitted|authori[sz]ed)|rate[- ]?limit\w*|throttl\w+|too many|reverse dns|rdns|ptr|dynamic ip|authentication required)\b/i

/** RFC 3463: the second number of an enhanced status says what it is about; 7 is security and policy. */
const ENHANCED = /^[45]\.7\.\d{1,3}\b/m

/** They are there, but not for machines like us: no evidence of anything. */
export function isPolicy(text: string): boolean {
  return ENHANCED.test(text) || WORDS.test(text)
}
