"""Settings: what the environment says, and where a text may go because of it."""

from pathlib import Path

import pytest

from extractor.errors import SettingsError
from extractor.settings import (
    EMBEDDED_MODEL,
    OPENAI_URL,
    Endpoint,
    Mode,
    Style,
    load_language,
    load_settings,
    wants_color,
)

KEY = "sk-canary-5up3rs3cr3t"
URL = "http://127.0.0.1:8000/v1"


def test_nothing_set_is_the_embedded_model():
    """Without a word from the user no text leaves the machine."""
    endpoint = load_settings({}).endpoint
    assert endpoint == Endpoint(EMBEDDED_MODEL, None, "", Mode.JSON_SCHEMA, Style.ANCHORED, 300, 1, 600)
    assert endpoint.host == "this machine (embedded model)"


ADDRESSES = {
    "a stray key": ({"OPENAI_API_KEY": KEY}, (EMBEDDED_MODEL, None, "")),
    "a stray address": ({"OPENAI_BASE_URL": URL, "OPENAI_API_KEY": KEY}, (EMBEDDED_MODEL, None, "")),
    "a key of ours without a model": ({"EXTRACTOR_API_KEY": KEY}, (EMBEDDED_MODEL, None, KEY)),
    "ours": ({"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": URL, "EXTRACTOR_API_KEY": KEY}, ("m", URL, KEY)),
    "a model and a key": ({"EXTRACTOR_MODEL": "m", "OPENAI_API_KEY": KEY}, ("m", OPENAI_URL, KEY)),
    "a model and theirs": (
        {"EXTRACTOR_MODEL": "m", "OPENAI_BASE_URL": URL, "OPENAI_API_KEY": KEY},
        ("m", URL, KEY),
    ),
    "ours before theirs": (
        {
            "EXTRACTOR_MODEL": "m",
            "EXTRACTOR_BASE_URL": URL,
            "EXTRACTOR_API_KEY": KEY,
            "OPENAI_BASE_URL": "http://other.invalid",
            "OPENAI_API_KEY": "other",
        },
        ("m", URL, KEY),
    ),
    "no key": ({"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": URL}, ("m", URL, "")),
    "empty is unset": (
        {"EXTRACTOR_MODEL": "", "EXTRACTOR_BASE_URL": "", "OPENAI_API_KEY": KEY},
        (EMBEDDED_MODEL, None, ""),
    ),
    "a key with a newline": (
        {"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": URL, "EXTRACTOR_API_KEY": f" {KEY}\r\n"},
        ("m", URL, KEY),
    ),
}


@pytest.mark.parametrize(("environ", "address"), ADDRESSES.values(), ids=ADDRESSES)
def test_where_a_text_goes(environ, address):
    """OPENAI_* counts only beside EXTRACTOR_MODEL, and what is ours comes first."""
    endpoint = load_settings(environ).endpoint
    assert (endpoint.model, endpoint.base_url, endpoint.key) == address


def test_other_models_get_larger_chunks():
    """A model that is not the small embedded one is asked about more text, several calls at once."""
    endpoint = load_settings({"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": URL}).endpoint
    assert (endpoint.chunk_size, endpoint.concurrency) == (1200, 8)
    served = load_settings({"EXTRACTOR_MODEL": EMBEDDED_MODEL, "EXTRACTOR_BASE_URL": URL}).endpoint
    assert (served.chunk_size, served.concurrency) == (300, 1)


def test_every_setting_is_read():
    """Names, in any case where they are words."""
    settings = load_settings(
        {
            "EXTRACTOR_MODE": "tools",
            "EXTRACTOR_STYLE": "Verbatim",
            "EXTRACTOR_CHUNK_SIZE": "500",
            "EXTRACTOR_CONCURRENCY": "4",
            "EXTRACTOR_DEADLINE": "30",
            "EXTRACTOR_CACHE_DIR": "/cache",
            "EXTRACTOR_LOCAL_GGUF": "/models/x.gguf",
            "EXTRACTOR_LOCAL_SHA256": "ab",
            "HF_ENDPOINT": "https://mirror.invalid/",
        }
    )
    endpoint = settings.endpoint
    assert (endpoint.mode, endpoint.style) == (Mode.TOOLS, Style.VERBATIM)
    assert (endpoint.chunk_size, endpoint.concurrency, endpoint.deadline) == (500, 4, 30)
    assert (settings.models_dir, settings.answers_dir) == (Path("/cache/models"), Path("/cache/answers"))
    assert (settings.weights, settings.weights_sha256) == (Path("/models/x.gguf"), "ab")
    assert settings.weights_host == "https://mirror.invalid"


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("https://api.openai.com/v1", Mode.JSON_SCHEMA),
        ("https://api.deepseek.com", Mode.JSON),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", Mode.JSON),
        ("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", Mode.JSON),
        ("http://127.0.0.1:11434/v1", Mode.JSON_SCHEMA),
        ("http://deepseek.com.example.invalid/v1", Mode.JSON_SCHEMA),
    ],
)
def test_the_mode_is_one_that_the_endpoint_knows(url, mode):
    """A provider without schemas gets another mode; what the user says wins."""
    at = {"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": url}
    assert load_settings(at).endpoint.mode is mode
    assert load_settings(at | {"EXTRACTOR_MODE": "TOOLS"}).endpoint.mode is Mode.TOOLS


def test_limits_parameters_and_prices_are_read():
    """Numbers are whole, parameters are a JSON object in which null takes one out."""
    more = {"EXTRACTOR_RPM": "60", "EXTRACTOR_TPM": "90000", "EXTRACTOR_REASONING_TOKENS": "4000"}
    more |= {"EXTRACTOR_PARAMETERS": '{"temperature": null, "enable_thinking": false}'}
    endpoint = load_settings(AT | more | {"EXTRACTOR_PRICE": "2/8 CNY", "EXTRACTOR_PRICES": "p.toml"}).endpoint
    assert (endpoint.rpm, endpoint.tpm, endpoint.reasoning_tokens) == (60, 90000, 4000)
    assert endpoint.parameters == {"temperature": None, "enable_thinking": False}
    assert (endpoint.price, endpoint.prices) == ("2/8 CNY", Path("p.toml"))


def test_a_model_file_of_ones_own_has_answers_of_its_own():
    """What another model answered is not given for it."""
    own = load_settings({"EXTRACTOR_LOCAL_SHA256": "AB"}).endpoint
    assert (load_settings({}).endpoint.identity, own.identity) == ("embedded", "embedded ab")


AT = {"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": URL}
IMPOSSIBLE = [
    ({"EXTRACTOR_BASE_URL": URL}, "EXTRACTOR_MODEL"),
    ({"EXTRACTOR_MODEL": "m"}, "EXTRACTOR_BASE_URL"),
    ({"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": "127.0.0.1:8000"}, "EXTRACTOR_BASE_URL"),
    ({"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": "ftp://host/v1"}, "EXTRACTOR_BASE_URL"),
    ({"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": "http://"}, "EXTRACTOR_BASE_URL"),
    ({"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": "http://host:port/v1"}, "EXTRACTOR_BASE_URL"),
    ({"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": "http://host:99999/v1"}, "EXTRACTOR_BASE_URL"),
    ({"EXTRACTOR_MODEL": "m", "EXTRACTOR_BASE_URL": "http://[::1/v1"}, "EXTRACTOR_BASE_URL"),
    ({"EXTRACTOR_MODEL": "m", "OPENAI_BASE_URL": "file:///etc/passwd"}, "OPENAI_BASE_URL"),
    (AT | {"EXTRACTOR_MODE": "XML"}, "EXTRACTOR_MODE"),
    (AT | {"EXTRACTOR_STYLE": "free"}, "EXTRACTOR_STYLE"),
    (AT | {"EXTRACTOR_CHUNK_SIZE": "0"}, "EXTRACTOR_CHUNK_SIZE"),
    (AT | {"EXTRACTOR_CHUNK_SIZE": "-1"}, "EXTRACTOR_CHUNK_SIZE"),
    (AT | {"EXTRACTOR_CONCURRENCY": "many"}, "EXTRACTOR_CONCURRENCY"),
    (AT | {"EXTRACTOR_CONCURRENCY": "８"}, "EXTRACTOR_CONCURRENCY"),
    (AT | {"EXTRACTOR_RPM": "0"}, "EXTRACTOR_RPM"),
    (AT | {"EXTRACTOR_CORRECTIONS": "2"}, "EXTRACTOR_CORRECTIONS"),
    (AT | {"EXTRACTOR_PARAMETERS": "temperature=0"}, "EXTRACTOR_PARAMETERS"),
    (AT | {"EXTRACTOR_PARAMETERS": "[1]"}, "EXTRACTOR_PARAMETERS"),
    (AT | {"EXTRACTOR_PARAMETERS": '{"messages": []}'}, "EXTRACTOR_PARAMETERS"),
    (AT | {"EXTRACTOR_DEADLINE": "1.5"}, "EXTRACTOR_DEADLINE"),
    (AT | {"EXTRACTOR_DEADLINE": "9" * 5000}, "EXTRACTOR_DEADLINE"),
    (AT | {"EXTRACTOR_API_KEY": f"{KEY}密钥"}, "EXTRACTOR_API_KEY"),
    (AT | {"EXTRACTOR_API_KEY": f"{KEY}\nX-Header: 1"}, "EXTRACTOR_API_KEY"),
    (AT | {"OPENAI_API_KEY": f"{KEY}\x00"}, "OPENAI_API_KEY"),
]


@pytest.mark.parametrize(("environ", "named"), IMPOSSIBLE, ids=[f"{i}-{n}" for i, (_, n) in enumerate(IMPOSSIBLE)])
def test_an_impossible_value_names_its_variable(environ, named):
    """The message says which variable to correct, and never shows a key."""
    with pytest.raises(SettingsError, match=named) as raised:
        load_settings(environ)
    assert KEY not in str(raised.value)
    assert raised.value.exit_code == 2


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (URL, "127.0.0.1:8000"),
        ("https://llm.example.invalid/v1?x=1", "llm.example.invalid"),
        (f"https://user:{KEY}@llm.example.invalid:8443/v1", "llm.example.invalid:8443"),
        ("http://[::1]:8000/v1", "[::1]:8000"),
    ],
)
def test_the_host_is_named_without_credentials(url, host):
    """What messages and files say of the endpoint holds no path and no password."""
    assert Endpoint("m", url).host == host


def test_the_key_is_in_no_repr():
    """A printed settings object keeps the secret."""
    settings = load_settings(AT | {"EXTRACTOR_API_KEY": KEY})
    assert settings.endpoint.key == KEY
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "C.UTF-8", "LC_ALL": ""}, "en"),
        ({"LANG": "ZH_CN"}, "zh"),
        ({}, "en"),
    ],
    ids=str,
)
def test_the_language_is_that_of_the_locale(environ, lang):
    """LC_ALL before LC_MESSAGES before LANG, as everywhere."""
    assert load_language(environ) == lang


@pytest.mark.parametrize(
    ("environ", "welcome"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)], ids=str
)
def test_colours_can_be_refused(environ, welcome):
    """NO_COLOR forbids them unless it is empty."""
    assert wants_color(environ) is welcome
