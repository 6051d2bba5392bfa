"""What voice agents and callers say, by language, with no sentence in two splits."""

from __future__ import annotations

from numpy.random import Generator

from tools.findings.splits import SPLITS, Split

_ENGLISH = (
    "Hello, this is the service desk. How can I help you today?",
    "Thank you for calling. Your call may be recorded for quality and training.",
    "Good morning, you are speaking with the virtual assistant.",
    "Could you please tell me the number on your invoice?",
    "May I have your date of birth, please?",
    "Which of your two accounts is this about?",
    "Yes.", "No, thank you.", "All right.", "One moment, please.", "That is correct.", "I see.",
    "Sorry, I did not catch that. Could you say it again?",
    "I am sorry, there seems to be a problem with the connection.",
    "Let me check that for you, it will only take a second.",
    "Your appointment is confirmed for Thursday at half past nine.",
    "The package left our warehouse yesterday and arrives on Tuesday.",
    "The technician will be with you between two and four in the afternoon.",
    "Your balance is too low for this transfer, would you like to choose another account?",
    "I have changed your address, and you will get a letter within a week.",
    "The train from platform seven is delayed by about twenty minutes.",
    "If you want to speak to a person, just say agent at any time.",
    "To hear these options again, press the star key.",
    "Please stay on the line, somebody will be with you shortly.",
    "Is there anything else that I can do for you?",
    "Shall I send you a text message with the details?",
    "Would you like me to repeat that more slowly?",
    "Um, yes, I think so, but I am not quite sure.",
    "Well, it stopped working this morning, right after the update.",
    "I have been waiting for three weeks now, and nobody calls me back.",
    "Goodbye, and have a nice day.", "Thanks a lot, bye.", "Take care, until next time.",
    "The weather today: sunshine in the south, showers and strong wind at the coast.",
    "I booked the blue room with the sea view, not the one at the back.",
    "Please switch the lights off in the kitchen and set the heating to nineteen.",
)  # fmt: skip

_OTHERS = {
    "de": (
        "Guten Tag, hier ist die Bestellannahme, was kann ich für Sie tun?",
        "Ihre Nummer habe ich notiert. Wir rufen Sie morgen früh zurück.",
        "Einen Augenblick bitte, ich schaue schnell nach.",
        "Der Zug nach Hamburg fährt heute von Gleis acht.", "Ja, genau.", "Nein, das brauche ich nicht.",
        "Möchten Sie den Termin am Mittwoch oder lieber am Freitag?",
        "Das Paket wurde gestern bei Ihrem Nachbarn abgegeben.",
        "Vielen Dank für Ihre Geduld und auf Wiederhören.",
    ),
    "fr": (
        "Bonjour, vous êtes bien au service des réservations.",
        "Pouvez-vous me donner votre numéro de client, s'il vous plaît?",
        "Un instant, je vérifie votre dossier.", "Oui, c'est ça.", "Non, merci.", "D'accord.",
        "Votre rendez-vous est confirmé pour lundi à quinze heures.",
        "Le colis sera livré demain avant midi.", "Merci de votre appel, au revoir.",
    ),
    "es": (
        "Buenos días, le atiende el asistente virtual.", "¿Me puede decir su número de teléfono?",
        "Un momento, por favor, estoy buscando su pedido.", "Sí, claro.", "No, gracias.", "Muy bien.",
        "Su cita es el próximo jueves a las diez y media.",
        "La factura llegará por correo en tres días.", "Gracias por llamar, hasta luego.",
    ),
    "it": (
        "Buongiorno, come posso aiutarla?", "Mi può dire il numero della fattura?",
        "Un attimo, controllo subito.", "Sì, va bene.", "No, grazie.", "Perfetto.",
        "Il suo appuntamento è confermato per venerdì alle undici.",
        "Il tecnico arriva domani mattina tra le otto e le dieci.", "Grazie e arrivederci.",
    ),
    "nl": (
        "Goedemiddag, u spreekt met de klantenservice.", "Wat is uw postcode en huisnummer?",
        "Een ogenblik, ik zoek het even voor u op.", "Ja, dat klopt.", "Nee, dank u.", "Prima.",
        "Uw afspraak staat op dinsdag om kwart over drie.",
        "De monteur belt u een half uur van tevoren.", "Bedankt voor het bellen, tot ziens.",
    ),
    "pt": (
        "Olá, bom dia, em que posso ajudar?", "Qual é o número do seu cartão?",
        "Só um momento, vou verificar.", "Sim, por favor.", "Não, obrigado.", "Está bem.",
        "A sua consulta ficou marcada para quarta-feira às nove.",
        "A encomenda chega amanhã durante a tarde.", "Obrigada pela chamada, até logo.",
    ),
    "pl": (
        "Dzień dobry, w czym mogę pomóc?", "Proszę podać numer umowy.",
        "Chwileczkę, już sprawdzam.", "Tak.", "Nie, dziękuję.", "Dobrze.",
        "Wizyta jest potwierdzona na piątek o dziesiątej.",
        "Paczka dotrze jutro przed południem.", "Dziękuję za rozmowę, do widzenia.",
    ),
    "sv": (
        "Hej, hur kan jag hjälpa dig?", "Vad är ditt kundnummer?",
        "Ett ögonblick, jag ska titta efter.", "Ja, det stämmer.", "Nej tack.", "Okej.",
        "Din tid är bokad till torsdag klockan två.",
        "Paketet kommer i morgon förmiddag.", "Tack för att du ringde, hej då.",
    ),
    "cs": (
        "Dobrý den, jak vám mohu pomoci?", "Řekněte prosím číslo smlouvy.",
        "Okamžik, hned se podívám.", "Ano, přesně tak.", "Ne, děkuji.", "Dobře.",
        "Schůzku máte potvrzenou na čtvrtek v devět hodin.",
        "Zásilka dorazí zítra dopoledne.", "Děkujeme za zavolání, na shledanou.",
    ),
    "fi": (
        "Hyvää päivää, kuinka voin auttaa?", "Mikä on asiakasnumeronne?",
        "Hetkinen, tarkistan asian.", "Kyllä.", "Ei kiitos.", "Selvä.",
        "Aikanne on varattu torstaille kello kymmenen.",
        "Paketti saapuu huomenna iltapäivällä.", "Kiitos soitosta, näkemiin.",
    ),
    "ru": (
        "Добрый день, чем я могу вам помочь?", "Назовите, пожалуйста, номер договора.",
        "Минуту, я сейчас проверю.", "Да.", "Нет, спасибо.", "Хорошо.",
        "Ваша запись подтверждена на четверг, на десять часов.",
        "Посылка придёт завтра утром.", "Спасибо за звонок, до свидания.",
    ),
    "tr": (
        "Merhaba, size nasıl yardımcı olabilirim?", "Müşteri numaranızı söyler misiniz?",
        "Bir saniye, hemen bakıyorum.", "Evet.", "Hayır, teşekkürler.", "Tamam.",
        "Randevunuz perşembe günü saat onda.",
        "Paketiniz yarın öğleden sonra gelir.", "Aradığınız için teşekkürler, iyi günler.",
    ),
    "ca": (
        "Bon dia, en què us puc ajudar?", "Digueu-me el número de client.", "Un moment, ho miro ara.",
        "Sí.", "No, gràcies.", "Molt bé.", "La cita és dijous a les deu.",
        "El paquet arribarà demà al matí.", "Gràcies per trucar, adéu.",
    ),
}  # fmt: skip

_NUMBERED = (
    (
        "Your code is {digits}.",
        "Please call {digits} between {small} and {small}.",
        "That makes {money} euros.",
    ),
    (
        "The reference number is {digits}.",
        "You are number {small} in the queue.",
        "It costs {money} dollars.",
    ),
    ("I read back: {digits}. Is that right?", "Press {small} for sales.", "The total is {money} pounds."),
)  # one row for each split


def sentences(language: str, split: Split) -> list[str]:
    """The sentences of a language that belong to a split."""
    everything = _ENGLISH if language == "en" else _OTHERS[language]
    return list(everything[SPLITS.index(split) :: len(SPLITS)])


def text(rng: Generator, language: str, split: Split) -> str:
    """One to four sentences; in English one in four texts has numbers in it."""
    known = sentences(language, split)
    count = min(len(known), int(rng.choice([1, 1, 2, 3, 4])))
    said = [known[index] for index in rng.permutation(len(known))[:count]]
    if language == "en" and rng.random() < 0.25:
        row = _NUMBERED[SPLITS.index(split)]
        said.append(_with_numbers(rng, row[int(rng.integers(len(row)))]))
    return " ".join(said)


def _with_numbers(rng: Generator, template: str) -> str:
    digits = " ".join(str(digit) for digit in rng.integers(0, 10, int(rng.integers(3, 9))))
    money = f"{rng.integers(1, 900)}.{rng.integers(10, 99)}"
    return template.format(digits=digits, small=int(rng.integers(1, 10)), money=money)
