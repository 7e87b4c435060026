/** The part of the helper that turns what functions give into JSON, and says where that fails. */
export const JSON_SOURCE = String.raw`
class NotJson(Exception):
    pass


def plain(value):
    """What JSON does not know, in terms of what it knows a little better."""
    if isinstance(value, enum.Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (uuid.UUID, decimal.Decimal, pathlib.PurePath)):
        return str(value)
    if not isinstance(value, type):
        for name in ('model_dump', 'toDict', 'tolist'):
            convert = getattr(value, name, None)
            if callable(convert):
                return convert()
    if isinstance(value, collections.abc.Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset, range, collections.deque, collections.abc.Generator,
                          collections.abc.KeysView, collections.abc.ValuesView, collections.abc.ItemsView)):
        return list(value)
    raise NotJson('a value of type ' + name_of(type(value)))


def to_json(value):
    try:
        text = json.dumps(value, default=plain, allow_nan=False, ensure_ascii=False, separators=(',', ':'))
    except (NotJson, TypeError, ValueError, RecursionError) as error:
        raise NotJson(fault(value, 'result', ()) or str(error))
    return text.encode('utf-8', 'replace')


def fault(value, path, above):
    """The first thing that JSON cannot hold, and its place."""
    if value is None or isinstance(value, (str, int)):
        return None
    if isinstance(value, float):
        return None if math.isfinite(value) else '%s at %s' % (value, path)
    if id(value) in above or len(above) > 400:
        return 'a value that holds itself, or is nested too deeply, at ' + path[:200]
    above = above + (id(value),)
    if isinstance(value, dict):
        for key, item in value.items():
            if not (key is None or isinstance(key, (str, int, float))):
                return 'a key of type %s at %s' % (name_of(type(key)), path)
            found = fault(item, '%s.%s' % (path, key), above)
            if found:
                return found
        return None
    if isinstance(value, (list, tuple)):
        for place, item in enumerate(value):
            found = fault(item, '%s[%d]' % (path, place), above)
            if found:
                return found
        return None
    try:
        return fault(plain(value), path, above)
    except Exception as error:
        return '%s at %s' % (error, path)


def name_of(kind):
    return kind.__qualname__ if kind.__module__ == 'builtins' else kind.__module__ + '.' + kind.__qualname__
`;
