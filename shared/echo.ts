import { z } from 'zod'

/** One page brought most of the complaints of a time. Instants are RFC 3339, UTC. */
export const Amplified = z.object({
  host: z.string().nullable().describe('null: of too few voices to be named, or no name of a site'),
  since: z.string().describe('RFC 3339, UTC'),
  until: z.string().describe('RFC 3339, UTC'),
  share: z.number().describe('of all voices of that time, those that came through its widget: 0 to 1'),
  voices: z.int().describe('of all, in that time'),
})
export type Amplified = z.infer<typeof Amplified>

/** Through whose widgets voices about problems came. What a page is called its readers' browsers say; nobody has checked it. */
export const PressEcho = z.object({
  voices: z.int().describe('about problems, however they came'),
  through_widgets: z.int().describe('of these, through the widget on the page of another'),
  hosts: z
    .array(z.object({ host: z.string().describe('name of the page'), voices: z.int().describe('about problems') }))
    .describe('most voices first, ten at most; fewer than twenty voices name no page'),
  unnamed: z
    .int()
    .describe('of `through_widgets`, those whose page is not known, or was one of too many in its minute'),
  amplified: z
    .array(Amplified)
    .describe(
      'spans of whole ten minutes in each of which one page brought more than 60 % of the voices; oldest first',
    ),
})
export type PressEcho = z.infer<typeof PressEcho>
