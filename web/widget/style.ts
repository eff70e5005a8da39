/**
 * The colours of `web/styles/tokens.css`, as few as will do. Heights are a promise to the host page: space is kept before anything is there.
 */
const CSS = `:host{display:block;min-width:min(240px,100%)}
:host([hidden]),[hidden]{display:none!important}
.widget{all:initial;display:block;container-type:inline-size;contain-intrinsic-inline-size:320px;direction:ltr}
.box{--paper:#faf6ee;--ink:28 26 21;--bad:176 46 23;--may:138 87 0;--good:31 92 140}
.dark{--paper:#101a26;--ink:236 230 216;--bad:255 138 110;--may:232 176 74;--good:131 188 236}
.box{--soft:rgb(var(--ink)/.78);display:flex;flex-direction:column;box-sizing:border-box;min-height:calc(92px + var(--rows)*72px + var(--more));padding:10px 14px 8px;border-top:2px solid;background:var(--paper);color:rgb(var(--ink));overflow-wrap:anywhere;font:15px/1.4 system-ui,sans-serif;font-variant-numeric:tabular-nums}
p,ul{margin:0;padding:0}
slot{margin:auto}
a,::slotted(a){color:inherit}
.name,.note,.said,.foot a{font-weight:600}
.head{display:flex;gap:8px;margin:2px 0 4px;font:600 clamp(20px,12px + 3cqi,26px)/1.22 'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif}
.mark{flex:none;width:.8em;height:.8em;margin-top:.2em}
.confirmed{color:rgb(var(--bad))}
.suspected{color:rgb(var(--may));fill:rgb(var(--may)/.2)}
.recovering{color:rgb(var(--good))}
.incident{fill:rgb(var(--bad)/.15)}
.usual,.collateral,.withdrawn{fill:rgb(var(--ink)/.1)}
.soft,.note,li p{font-size:13px}
.soft,.unknown{color:var(--soft)}
.plot{flex:1 1 72px;width:100%;min-height:72px;margin-top:10px;border-bottom:1px solid}
.ticks{flex:none;width:100%;height:17px}
text{fill:var(--soft);stroke:var(--paper);stroke-width:3px;paint-order:stroke;font-size:12px}
path{vector-effect:non-scaling-stroke}
.upper,.line,.hatch{fill:none;stroke:rgb(var(--ink)/.5)}
.upper{stroke-dasharray:4 3}
.fill{fill:var(--soft)}
.open{fill:rgb(var(--ink)/.35)}
.spark{width:100%;height:32px;align-self:center}
.spark path{stroke:var(--soft)}
.foot{display:flex;flex-wrap:wrap;gap:0 14px;margin-top:auto;padding-top:6px}
.foot a{margin-left:auto}
.foot .usual{padding:0 4px;background:rgb(var(--ink)/.1)}
ul{list-style:none}
li{display:grid;grid-template-columns:1fr 24%;gap:12px;padding:6px 0;border-top:1px solid rgb(var(--ink)/.18)}
li .head{margin:0;font-size:17px}
li .name{font-size:15px}
.many{height:calc(92px + var(--rows)*72px)}
.many ul{flex:1 1 0;overflow:auto}
.report{margin-top:10px}
button{min-height:44px;padding:6px 14px;border:1px solid rgb(var(--ink)/.5);border-radius:4px;background:none;color:inherit;font:inherit;text-align:start}
:disabled{opacity:.5}
.press{background:rgb(var(--ink));color:var(--paper)}
.choices{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:6px;margin:8px 0}
:has(.open)>:is(.plot,.ticks){display:none}
@container (max-width:400px){.wide{display:none}}
@media (prefers-contrast:more){.box{--soft:rgb(var(--ink))}}
@media (forced-colors:active){path{stroke:CanvasText}.fill{fill:CanvasText}}`

let sheet: CSSStyleSheet | undefined

/** Adopted sheets are no inline style: a strict policy has nothing against them. */
export function adopt(root: ShadowRoot): void {
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync(CSS)
    }
    root.adoptedStyleSheets = [sheet]
  } catch {
    // Safari before 16.4.
    const style = document.createElement('style')
    style.textContent = CSS
    root.append(style)
  }
}
