/** The way to a browser, `dspex/web`. */
export {
  SERVER_SENT_EVENTS_HEADERS,
  toServerSentEvents,
  type ServerSentEventsOptions,
  type ToldError,
} from './server-sent-events';
