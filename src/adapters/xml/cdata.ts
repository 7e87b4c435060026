/** What opens a section of literal text in XML; models that know XML well write it now and then. */
export const CDATA = '<![CDATA[';

/** Whether the whole text is one such section. */
export function isCdata(text: string): boolean {
  return text.startsWith(CDATA) && text.indexOf(']]>') === text.length - 3;
}
