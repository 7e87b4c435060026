/** The part of the helper that loads the user's module and listens. */
export const MAIN_SOURCE = String.raw`
write_lock, waiting_lock = threading.Lock(), threading.Lock()
loop = asyncio.new_event_loop()
pool = concurrent.futures.ThreadPoolExecutor(max_workers=config['concurrency'], thread_name_prefix='dspex')
waiting, tasks, cancelled = {}, {}, set()
module = None


def send(data):
    view = memoryview(data + b'\n')
    with write_lock:
        while len(view) > 0:
            view = view[os.write(4, view):]


def say(message):
    send(json.dumps(message).encode('utf-8', 'replace'))


def perform(message):
    """A function that is not async, in a thread of the pool."""
    try:
        target = target_of(message)
        args, keywords = arguments_of(target, message)
        value = target(*args, **keywords)
        if inspect.isawaitable(value):
            value = asyncio.run_coroutine_threadsafe(awaited(value), loop).result()
        answer(message, value)
    except BaseException as error:
        say(failed(message, error))
    finally:
        with waiting_lock:
            waiting.pop(message['id'], None)


async def awaited(value):
    return await value


def answer(message, value):
    send(finished(message, value))


async def perform_async(message, target):
    try:
        args, keywords = arguments_of(target, message)
        answer(message, await target(*args, **keywords))
    except BaseException as error:
        is_wanted = isinstance(error, asyncio.CancelledError) and message['id'] in cancelled
        say({'type': 'cancelled', 'id': message['id']} if is_wanted else failed(message, error))
    finally:
        tasks.pop(message['id'], None)
        cancelled.discard(message['id'])


def begin_async(message, target):
    tasks[message['id']] = loop.create_task(perform_async(message, target))


def begin(message):
    try:
        target = lookup(message['name'])
    except BaseException as error:
        return say(failed(message, error))
    if is_async(target):
        return loop.call_soon_threadsafe(begin_async, message, target)
    with waiting_lock:
        waiting[message['id']] = pool.submit(perform, message)


def is_async(target):
    if inspect.isclass(target):
        return False
    return inspect.iscoroutinefunction(target) or inspect.iscoroutinefunction(getattr(target, '__call__', None))


def cancel(id):
    future = waiting.get(id)
    if future is not None and future.cancel():
        with waiting_lock:
            waiting.pop(id, None)
        say({'type': 'cancelled', 'id': id})
    task = tasks.get(id)
    if task is not None:
        cancelled.add(id)
        task.cancel()


def describe(message):
    try:
        target = target_of(message)
        send(b'{"type":"done","id":%d,"value":%s}' % (message['id'], to_json(described(target))))
    except BaseException as error:
        say(failed(message, error))


def end():
    """Nobody listens any more: this process ends, with all that it began."""
    if hasattr(os, 'killpg') and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def listen():
    try:
        for line in iter(reader.readline, b''):
            message = json.loads(line.decode('utf-8'))
            op = message['op']
            if op == 'ping':
                say({'type': 'done', 'id': message['id'], 'value': {'calls': len(waiting) + len(tasks)}})
            elif op == 'cancel':
                loop.call_soon_threadsafe(cancel, message['id'])
            elif op == 'describe':
                pool.submit(describe, message)
            elif op == 'close':
                return loop.call_soon_threadsafe(loop.stop)
            else:
                begin(message)
    except BaseException:
        traceback.print_exc()
    end()


def load(source):
    if source['kind'] == 'package':
        sys.path.insert(0, config['folder'])
        return importlib.import_module(source['name'])
    path = source['path']
    if not os.path.isfile(path):
        raise FileNotFoundError(path)
    sys.path.insert(0, os.path.dirname(path))
    name = os.path.splitext(os.path.basename(path))[0]
    name = name if name.isidentifier() and name not in sys.modules else '_dspex_module'
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def unusable(error):
    report = dict(failed({'id': 0}, error), type='unusable')
    if isinstance(error, SyntaxError):
        return dict(report, kind='syntax', file=error.filename, line=error.lineno, text=(error.text or '')[:200])
    if isinstance(error, ModuleNotFoundError):
        return dict(report, kind='not-found', missing=error.name)
    if isinstance(error, FileNotFoundError) and str(error) == config['module'].get('path'):
        return dict(report, kind='no-file')
    return report


if hasattr(sys, 'set_int_max_str_digits'):
    sys.set_int_max_str_digits(0)
for descriptor in (3, 4):
    os.set_inheritable(descriptor, False)
for stream in (sys.stdout, sys.stderr):
    stream.reconfigure(encoding='utf-8', errors='backslashreplace')
asyncio.set_event_loop(loop)
try:
    module = load(config['module'])
except BaseException as error:
    say(unusable(error))
    sys.stdout.flush()
    os._exit(3)
say({'type': 'ready', 'python': '%d.%d.%d' % sys.version_info[:3], 'executable': sys.executable})
threading.Thread(target=listen, daemon=True, name='dspex-listen').start()
loop.run_forever()
pool.shutdown(wait=False)
loop.close()
`;
