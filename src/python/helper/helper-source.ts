import { CALLS_SOURCE } from './calls-source';
import { JSON_SOURCE } from './json-source';
import { MAIN_SOURCE } from './main-source';
import { TYPES_SOURCE } from './types-source';

const IMPORTS = `
import asyncio, collections, collections.abc, concurrent.futures, dataclasses, datetime, decimal, enum, importlib
import importlib.util, inspect, json, math, os, pathlib, signal, sys, threading, traceback, types, typing, uuid
`;

/** The whole of the Python side, for Python 3.8 and later, of the standard library alone. */
export const HELPER_SOURCE = [IMPORTS, JSON_SOURCE, TYPES_SOURCE, CALLS_SOURCE, MAIN_SOURCE].join('\n');
