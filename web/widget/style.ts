/**
 * The colours of `web/styles/tokens.css`, as few as will do. Heights are a promise to the host page: space is kept before anything is there.
 */
const CSS = `:host{display:grid;min-width:min(240px,100%)}
:host([hidden]){display:none}
.widget{all:initial;display:grid;container-type:inline-size;contain-intrinsic-inline-size:320px;direction:ltr}
:host,.widget{grid-template-columns:minmax(0,1fr)}
.box{--paper:#faf6ee;--ink:28 26 21;--bad:176 46 23;--may:138 87 0;--good:31 92 140}
@media not print{.dark{--paper:#101a26;--ink:236 230 216;--bad:255 138 110;--may:232 176 74;--good:131 188 236}}
.box{--kept:calc(var(--rows)*clamp(96px,190px - 15cqi,128px) + var(--more));--soft:rgb(var(--ink)/.78);display:flex;flex-direction:column;box-sizing:border-box;min-height:var(--kept);padding:10px 14px 8px;border-top:2px solid;background:var(--paper);color:rgb(var(--ink));overflow-wrap:anywhere;font:15px/1.4 system-ui,sans-serif}
p,ul{margin:0;padding:0}
a,::slotted(a){color:inherit}
.name,.note,.said,.foot a{font-weight:600}
.head{display:flex;gap:8px;margin:4px 0;font:600 clamp(20px,12px + 3cqi,26px)/1.22 'Iowan Old Style',Georgia,serif}
.mark{flex:none;width:.8em;height:.8em;margin-top:.2em}
.confirmed{color:rgb(var(--bad))}
.suspected{color:rgb(var(--may));fill:rgb(var(--may)/.2)}
.recovering{color:rgb(var(--good))}
.incident{fill:rgb(var(--bad)/.2)}
.usual,.collateral,.withdrawn{fill:rgb(var(--ink)/.1)}
.usual{stroke:rgb(var(--ink)/.5);stroke-dasharray:4 3}
.soft,.note,li .head+p{font-size:13px}
.soft,.unknown{color:var(--soft)}
.plot,.report{margin-top:10px}
.plot{flex:1 0 72px;width:100%;border-bottom:1px solid}
.ticks{flex:none;width:100%;height:17px}
text{fill:var(--soft);stroke:var(--paper);stroke-width:3px;paint-order:stroke;font-size:12px}
path{vector-effect:non-scaling-stroke}
.gap{stroke:rgb(var(--ink)/.5);stroke-width:9in;stroke-dasharray:1 5}
.fill{fill:var(--soft);stroke:var(--soft)}
.late{fill:rgb(var(--ink)/.5)}
.spark{flex:none;width:24%;height:32px;align-self:center}
.foot{display:flex;flex-wrap:wrap;gap:0 14px;margin-top:auto;padding-top:6px}
.foot a{margin-left:auto}
.foot .usual{padding:0 4px;background:rgb(var(--ink)/.1)}
ul{flex:1;list-style:none}
li{display:flex;justify-content:space-between;gap:12px;padding:6px 0;border-top:1px solid rgb(var(--ink)/.2)}
li .head{font-size:16px}
:host([operator]) ul{overflow:auto;contain:size}
button{min-height:44px;padding:6px 14px;border:1px solid rgb(var(--ink)/.5);border-radius:4px;background:none;color:inherit;font:inherit;text-align:start}
.said{outline:0}
:disabled{opacity:.5}
.press{background:rgb(var(--ink));color:var(--paper)}
.choices{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:6px;margin:8px 0}
:has(.open)>:is(.plot,.ticks){display:none}
@container (max-width:400px){.ticks :nth-child(2n),li .soft,.spark{display:none}}
@media (forced-colors:active){path{stroke:CanvasText}.fill,text{fill:CanvasText}text{stroke:Canvas}}`

let sheet: CSSStyleSheet | undefined

/** Adopted sheets are no inline style: a strict policy has nothing against them. Where they are not known, the host's link stays as it is. */
export function adopt(root: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
  }
  root.adoptedStyleSheets = [sheet]
}
