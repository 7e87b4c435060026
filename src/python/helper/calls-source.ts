/** The part of the helper that finds the user's functions and calls them. */
export const CALLS_SOURCE = String.raw`
class Refusal(Exception):
    """A call that does not reach the function."""

    def __init__(self, kind, message, **more):
        super().__init__(message)
        self.report = dict({'kind': kind, 'message': message}, **more)


class Fields(dict):
    """Fields by key and by attribute: what a metric is given where DSPy is not loaded."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def toDict(self):
        return dict(self)


programs = {}
programs_lock = threading.Lock()


def lookup(name):
    target, walked = module, []
    for part in name.split('.'):
        if part.startswith('__') or not hasattr(target, part):
            raise Refusal('missing', name, names=[prefix(walked, each) for each in public(target)])
        walked.append(part)
        target = getattr(target, part)
    if not callable(target):
        raise Refusal('missing', name, found='a value of type ' + name_of(type(target)), names=public(module))
    return target


def prefix(walked, name):
    return '.'.join(walked + [name])


def public(target):
    """Names that can be called, those that the module itself defines first."""
    home = getattr(module, '__name__', None)
    names = [name for name in dir(target) if not name.startswith('_') and callable(getattr(target, name, None))]
    return sorted(names, key=lambda name: getattr(getattr(target, name), '__module__', None) != home)


def target_of(message):
    target = lookup(message['name'])
    if message['op'] != 'program' or not inspect.isclass(target):
        return target
    with programs_lock:
        if message['name'] not in programs:
            programs[message['name']] = target()
        return programs[message['name']]


def arguments_of(target, message):
    args, keywords = list(message.get('args') or []), dict(message.get('kwargs') or {})
    try:
        signature = inspect.signature(target)
    except (TypeError, ValueError):
        return args, keywords
    if message['op'] == 'metric':
        args = metric_arguments(signature, args)
    try:
        bound = signature.bind(*args, **keywords)
    except TypeError as error:
        raise Refusal('arguments', str(error), signature=str(signature))
    hints = hints_of(target)
    try:
        for name, value in bound.arguments.items():
            if signature.parameters[name].kind not in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD):
                bound.arguments[name] = revived(hints.get(name), value)
    except Exception as error:
        raise Refusal('arguments', '%s: %s' % (name, error), signature=str(signature))
    return bound.args, bound.kwargs


def metric_arguments(signature, args):
    """Example and prediction with attributes; the trace where it is taken; None for what else must be given."""
    dspy = sys.modules.get('dspy')
    example, prediction, trace = args
    example = dspy.Example(**example['fields']).with_inputs(*example['inputs']) if dspy else Fields(example['fields'])
    prediction = dspy.Prediction(**prediction) if dspy else Fields(prediction)
    parameters = list(signature.parameters.values())
    places = [each for each in parameters if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    count = len(places) if not any(each.kind is each.VAR_POSITIONAL for each in parameters) else 3
    needed = sum(1 for each in places if each.default is each.empty)
    given = [example, prediction] + ([trace] if count >= 3 and trace is not None else [])
    return given + [None] * max(0, needed - len(given))


def finished(message, value):
    """The answer to a call."""
    usage = None
    if message['op'] == 'program':
        usage = getattr(value, 'get_lm_usage', lambda: None)()
    try:
        body = to_json(value)
    except NotJson as error:
        raise Refusal('result', str(error))
    if len(body) > config['maxResultSize']:
        raise Refusal('too-large', '%d' % len(body))
    told = b'' if not usage else b',"usage":' + to_json(usage)
    return b'{"type":"done","id":%d,"value":%s%s}' % (message['id'], body, told)


def failed(message, error):
    if isinstance(error, Refusal):
        return dict(error.report, type='failed', id=message['id'])
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(('<dspex>', '<frozen importlib')):
        trace = trace.tb_next
    text = ''.join(traceback.format_exception(type(error), error, trace))
    return {'type': 'failed', 'id': message['id'], 'kind': 'exception', 'name': name_of(type(error)),
            'message': str(error)[:10000], 'traceback': text[-20000:]}
`;
