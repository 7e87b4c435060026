/** The part of the helper that reads annotations: as JSON Schema, and to make of JSON what a function takes. */
export const TYPES_SOURCE = String.raw`
SIMPLE = {str: 'string', int: 'integer', float: 'number', bool: 'boolean', type(None): 'null'}
UNIONS = (typing.Union,) + ((types.UnionType,) if hasattr(types, 'UnionType') else ())
LISTS = (list, set, frozenset, collections.abc.Sequence, collections.abc.Iterable, collections.abc.Collection)


def hints_of(target):
    """The annotations of a function, as types where they can be found out."""
    if not (inspect.isfunction(target) or inspect.ismethod(target) or inspect.isclass(target)):
        target = getattr(type(target), '__call__', target)
    try:
        extras = {'include_extras': True} if sys.version_info >= (3, 9) else {}
        return typing.get_type_hints(target, **extras)
    except Exception:
        return dict(getattr(target, '__annotations__', {}))


def schema_of(kind, definitions, above=()):
    if kind in above or len(above) > 12:
        return {}
    above = above + (kind,)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if inspect.isclass(kind) and kind in SIMPLE:
        return {'type': SIMPLE[kind]}
    if hasattr(kind, '__metadata__'):
        said = [note for note in kind.__metadata__ if isinstance(note, str)]
        schema = schema_of(kind.__origin__, definitions, above)
        return dict(schema, description=said[0]) if said else schema
    if origin in UNIONS:
        return {'anyOf': [schema_of(each, definitions, above) for each in inner]}
    if origin is getattr(typing, 'Literal', None) and origin is not None:
        return {'enum': list(inner)}
    if origin is tuple or kind is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis or not inner:
            return dict({'type': 'array'}, **({'items': schema_of(inner[0], definitions, above)} if inner else {}))
        items = [schema_of(each, definitions, above) for each in inner]
        return {'type': 'array', 'prefixItems': items, 'minItems': len(items), 'maxItems': len(items)}
    if origin in LISTS or any(kind is each for each in LISTS):
        return dict({'type': 'array'}, **({'items': schema_of(inner[0], definitions, above)} if inner else {}))
    if origin in (dict, collections.abc.Mapping) or kind is dict:
        values = schema_of(inner[1], definitions, above) if len(inner) == 2 else {}
        return {'type': 'object', 'additionalProperties': values or True}
    if inspect.isclass(kind):
        return class_schema(kind, definitions, above)
    return {}


def class_schema(kind, definitions, above):
    if issubclass(kind, enum.Enum):
        return {'enum': [member.value for member in kind]}
    if issubclass(kind, datetime.datetime):
        return {'type': 'string', 'format': 'date-time'}
    if issubclass(kind, datetime.date):
        return {'type': 'string', 'format': 'date'}
    if callable(getattr(kind, 'model_json_schema', None)):
        schema = kind.model_json_schema()
        definitions.update(schema.pop('$defs', {}))
        return schema
    hints = hints_of(kind)
    if dataclasses.is_dataclass(kind):
        fields = dataclasses.fields(kind)
        needed = [field.name for field in fields
                  if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING]
        names = [field.name for field in fields]
    elif hasattr(kind, '__required_keys__'):
        names, needed = list(hints), [name for name in hints if name in kind.__required_keys__]
    else:
        return {}
    properties = {name: schema_of(hints.get(name), definitions, above) for name in names}
    return {'type': 'object', 'properties': properties, 'required': needed, 'additionalProperties': False}


def described(target):
    """What a function takes, as the JSON Schema of an object."""
    call = getattr(target, 'forward', target) if not callable(target) or hasattr(target, 'named_predictors') else target
    hints, definitions, properties, needed, takes_any = hints_of(call), {}, {}, [], False
    try:
        parameters = inspect.signature(call).parameters.values()
    except (TypeError, ValueError):
        parameters, takes_any = [], True
    for parameter in parameters:
        if parameter.kind is parameter.VAR_KEYWORD:
            takes_any = True
        if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            continue
        schema = dict(schema_of(hints.get(parameter.name), definitions))
        if parameter.default is parameter.empty:
            needed.append(parameter.name)
        else:
            try:
                schema['default'] = json.loads(to_json(parameter.default).decode('utf-8'))
            except NotJson:
                pass
        properties[parameter.name] = schema
    schema = {'type': 'object', 'properties': properties, 'additionalProperties': takes_any}
    if needed:
        schema['required'] = needed
    if definitions:
        schema['$defs'] = definitions
    return {'doc': inspect.getdoc(target) or '' if not isinstance(target, type) else '',
            'parameters': schema, 'takesAny': takes_any}


def revived(kind, value):
    """JSON as the annotation has it: classes and enums made, all else as it is."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if hasattr(kind, '__metadata__'):
        return revived(kind.__origin__, value)
    if origin in UNIONS:
        others = [each for each in inner if each is not type(None)]
        return value if value is None or len(others) != 1 else revived(others[0], value)
    if isinstance(value, list) and (origin in LISTS or origin is tuple) and inner:
        items = [revived(inner[0], item) for item in value] if origin is not tuple or inner[-1] is Ellipsis else value
        return items if origin not in (tuple, set, frozenset) else origin(items)
    if isinstance(value, dict) and origin in (dict, collections.abc.Mapping) and len(inner) == 2:
        return {key: revived(inner[1], item) for key, item in value.items()}
    if not inspect.isclass(kind) or value is None:
        return value
    if issubclass(kind, enum.Enum) and not isinstance(value, kind):
        return kind(value)
    if isinstance(value, str) and issubclass(kind, (datetime.datetime, datetime.date)):
        return kind.fromisoformat(value.replace('Z', '+00:00') if issubclass(kind, datetime.datetime) else value)
    if isinstance(value, dict) and callable(getattr(kind, 'model_validate', None)):
        return kind.model_validate(value)
    if isinstance(value, dict) and dataclasses.is_dataclass(kind):
        hints = hints_of(kind)
        return kind(**{name: revived(hints.get(name), item) for name, item in value.items()})
    return value
`;
