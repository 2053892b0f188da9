#!/usr/bin/env python3
"""Oracle of the demo leads: an independent numpy draw from the same generating model.

Writes tests/fixtures/demo/leadgen.json: per column the share of missing cells, of levels, the mean,
its standard deviation, and the shares of cells at or below fixed cuts; and the AUC of the true
probabilities on five seeds. tests/unit/domain/demo compares src/domain/demo with it.

usage: leadgen.py [rows] > tests/fixtures/demo/leadgen.json
"""

import json
import sys

import numpy as np

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
SEEDS = [11, 12, 13, 14, 15]
STARTS = (np.array(["2025-%02d-01" % m for m in range(6, 12)], "datetime64[D]")).astype(int)
HOLIDAYS = np.array(["2025-06-06", "2025-06-27", "2025-09-05"], "datetime64[D]").astype(int)
ORIGIN = STARTS[0]

MISSING = dict(
    NIK=0.09, AGE=0.02, GENDER=0.01, MARITAL=0.12, EDUCATION=0.20, OCCUPATION=0.09, INCOME_MIO=0.18,
    HOUSE_STATUS=0.22, PROVINCE=0.03, CITY=0.04, DISTANCE_KM=0.15, DP_PCT=0.12, TENOR=0.10,
    INSTALLMENT=0.12, DTI=0.25, CORI_GRADE=0.30,
)
NOISE = dict(
    MARITAL=dict(MENIKAH=62, BELUM_MENIKAH=31, CERAI=7),
    EDUCATION=dict(SD=8, SMP=17, SMA=51, DIPLOMA=10, S1=13, S2=1),
    OCCUPATION=dict(KARYAWAN_SWASTA=34, WIRASWASTA=21, BURUH=14, IBU_RUMAH_TANGGA=10, PETANI=8, PNS=6,
                    OJEK_ONLINE=5, GURU=2),
    HOUSE_STATUS=dict(MILIK=46, KELUARGA=33, KONTRAK=14, KOS=7),
    BRAND=dict(XYZ=71, ARUNA=19, KENCANA=6, BIMASENA=4),
    SEGMENT=dict(MATIC=72, SPORT=11, BEBEK=9, MAXI=8),
)
CALLS = dict(
    failed=dict(NO_ANSWER=46, BUSY=17, REJECTED=13, INVALID_NUMBER=12, VOICEMAIL=12),
    said=dict(NOT_INTERESTED=44, CALLBACK=26, INTERESTED=16, ALREADY_BOUGHT=9, WRONG_PERSON=5),
    lost=dict(HARGA=31, DP_BELUM_SIAP=27, TIDAK_BUTUH=22, SUDAH_BELI=11, TIDAK_RESPON=9),
    survey=dict(LAYAK=82, LAYAK_BERSYARAT=12, TIDAK_LAYAK=6),
    approval=dict(APPROVED=86, REJECTED=9, CANCELLED=5),
)
NEXT = dict(INTERESTED="JADWALKAN_SURVEI", NOT_INTERESTED="TUTUP", CALLBACK="TELEPON_ULANG",
            ALREADY_BOUGHT="TUTUP", WRONG_PERSON="PERBARUI_NOMOR")
REMARK = dict(INTERESTED="berminat,_minta_simulasi_angsuran", NOT_INTERESTED="tidak_berminat_saat_ini",
              CALLBACK="minta_dihubungi_lagi", ALREADY_BOUGHT="sudah_membeli_di_tempat_lain",
              WRONG_PERSON="nomor_dipakai_orang_lain")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def auc(labels, scores):
    """Area under the ROC curve of continuous scores, from the ranks of the positives."""
    rank = np.empty(len(scores))
    rank[np.argsort(scores)] = np.arange(1, len(scores) + 1)
    positives = labels.sum()
    u = rank[labels].sum() - positives * (positives + 1) / 2
    return u / (positives * (len(labels) - positives))


def intercept(scores, target):
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(scores + middle).mean() < target else (low, middle)
    return low


class Draw:
    """One sample of the generating model: the facts, both true probabilities, both outcomes."""

    def __init__(self, seed, rows):
        g = self.g = np.random.default_rng(seed)
        self.rows = rows
        self.reach = self.normal()
        self.interest = self.normal()
        self.credit = 0.35 * self.interest + 0.937 * self.normal()
        self.origin()
        self.person()
        self.history()
        self.offer()
        self.outcomes()

    def normal(self):
        return self.g.standard_normal(self.rows)

    def happens(self, probability):
        return self.g.random(self.rows) < probability

    def origin(self):
        g, rows = self.g, self.rows
        self.month = g.integers(0, 6, rows)
        self.week = 1 + g.choice(4, rows, p=[0.34, 0.27, 0.22, 0.17])
        self.day = (self.week - 1) * 7 + g.integers(1, 8, rows)
        self.date = STARTS[self.month] + self.day - 1
        self.weekday = (self.date + 3) % 7
        self.payday = (self.day >= 25) | (self.day <= 3)
        web = 0.14 + 0.03 * self.month
        other = g.choice([0, 2, 3, 4], rows, p=[0.32, 0.24, 0.28, 0.16])
        self.channel = np.where(self.happens(web), 1, other)
        self.web = self.channel == 1
        self.hour = np.clip(np.rint(np.where(self.web, 18, 13) + 4 * self.normal()), 6, 23)
        self.area = g.integers(0, 34, rows)

    def person(self):
        r, c = self.reach, self.credit
        self.age = np.clip(np.rint(35 + 9.5 * self.normal() + 1.5 * c), 18, 64)
        self.male = self.happens(0.58)
        self.income = np.clip(np.exp(1.46 + 0.36 * c + 0.28 * self.normal()), 1.5, 30)
        self.repeat = self.happens(sigmoid(-1.3 + 1.2 * (self.channel == 2) + 0.35 * c))
        self.phone_age = np.clip(np.rint(np.exp(2.2 + 0.6 * r + 0.65 * self.normal())), 0, 120)
        self.wa = self.happens(sigmoid(1 + 0.95 * r))
        self.alt = self.happens(sigmoid(-1 + 0.55 * r))
        self.email = self.happens(0.38)
        self.grade = np.searchsorted([-1.2, -0.4, 0.5, 1.2], 0.75 * c + 0.66 * self.normal(), side="right")

    def history(self):
        g, rows, r = self.g, self.rows, self.reach
        self.previous = g.poisson(np.exp(-0.2 - 0.4 * r))
        months = np.clip(np.rint(g.exponential(9, rows) * np.exp(-0.35 * r)), 0, 60)
        self.months = np.where(self.repeat, months, np.nan)
        user = (self.channel == 0) | self.happens(0.35)
        self.logins = np.where(user, g.poisson(np.exp(0.5 + 0.5 * self.interest + 0.15 * r)), 0)
        self.distance = np.clip(np.exp(1.6 + 0.75 * self.normal()), 0.2, 80)
        self.lead_age = np.clip(np.rint(g.exponential(3, rows)), 0, 30)

    def offer(self):
        g, rows = self.g, self.rows
        prices = g.choice([18.9, 20.4, 23.6, 27.8, 33.5, 42.0], rows, p=[0.3, 0.22, 0.2, 0.14, 0.09, 0.05])
        self.price = prices * (1 + 0.02 * self.normal())
        dp = 0.15 + 0.035 * self.credit + 0.025 * self.interest + 0.05 * self.normal()
        self.dp = np.clip(dp, 0, 0.45)
        self.tenor = g.choice([11, 17, 23, 29, 35], rows, p=[0.07, 0.08, 0.22, 0.15, 0.48])
        self.installment = self.price * (1 - self.dp) * (1 + 0.026 * self.tenor) / self.tenor
        self.dti = self.installment / self.income

    def outcomes(self):
        g = self.g
        channel_r = np.array([0.25, -0.60, 0.45, 0.15, -0.40])[self.channel]
        channel_i = np.array([0.10, -0.35, 0.25, 0.55, -0.30])[self.channel]
        area_r = (0.22 * g.standard_normal(34))[self.area]
        area_i = (0.25 * g.standard_normal(34))[self.area]
        office = (self.hour >= 9) & (self.hour <= 16) & ~self.web
        z1 = (1.08 * self.reach + channel_r + area_r + 0.30 * self.repeat + 0.25 * self.wa
              + 0.15 * self.alt + 0.35 * office - 0.30 * (self.weekday == 6)
              - 0.20 * np.log1p(self.lead_age) - 0.14 * np.minimum(self.previous, 4)
              - 0.30 * ((self.age < 22) | (self.age > 58)) + 0.18 * self.payday
              - 0.06 * (self.week - 1) - 0.35 * ((self.phone_age < 3) & self.web))
        z1 = 0.89 * z1 - 0.04 * self.month
        self.p1 = sigmoid(z1 + intercept(z1, 0.55))
        self.delivered = self.happens(self.p1)
        z2 = 0.95 * (0.92 * self.interest + 0.85 * channel_i + 0.9 * area_i + 0.26 * (self.grade - 2)
                     + 0.35 * self.repeat - 2.6 * np.maximum(self.dti - 0.28, 0)
                     + 3.5 * (self.dp - 0.15) - 0.40 * (self.distance > 15)
                     - 0.22 * np.log1p(self.lead_age) + 0.30 * self.payday - 0.12 * (self.week - 1)
                     + 0.26 * np.log1p(self.logins) + 0.22 * (self.tenor == 35) - 0.35 * (self.age < 21)
                     - 0.25 * (self.age > 55) - 0.35 * (self.price > 30)
                     + 0.40 * (self.repeat & (self.grade >= 3)))
        self.p2 = sigmoid(z2 + intercept(z2[self.delivered], 0.12))
        self.booked = self.delivered & self.happens(self.p2)


def pick(g, weights, rows):
    share = np.array(list(weights.values()), float)
    return np.array(list(weights), object)[g.choice(len(share), rows, p=share / share.sum())]


def blank(values, where):
    if values.dtype == object:
        return np.where(where, None, values)
    return np.where(where, np.nan, values.astype(float))


def known(d):
    """The 40 columns known at scoring, before random blanks; texts that nearly all differ are None."""
    g, rows = d.g, d.rows
    named = d.happens(0.96)
    brand, segment = pick(g, NOISE["BRAND"], rows), pick(g, NOISE["SEGMENT"], rows)
    model = brand + "_" + segment + "_" + g.integers(1, 4, rows).astype(str).astype(object)
    area = d.area.astype(float)
    return dict(
        LEAD_ID=None, CAMPAIGN_ID=d.month, LEAD_DATE=d.date - ORIGIN, UPLOAD_HOUR=d.hour,
        CAMPAIGN_WEEK=d.week, CHANNEL=np.array(["SUPERAPP", "WEB_ADS", "EXISTING_DB", "DEALER", "EVENT"],
                                               object)[d.channel],
        CUSTNAME=None, PHONE=None, NIK=None, PHONE_AGE_M=d.phone_age, HAS_WA=d.wa, HAS_ALT_PHONE=d.alt,
        HAS_EMAIL=d.email, AGE=d.age, GENDER=np.where(d.male, "L", "P").astype(object),
        **{name: pick(g, NOISE[name], rows) for name in ("MARITAL", "EDUCATION", "OCCUPATION")},
        INCOME_MIO=np.floor(d.income * 100 + 0.5) / 100, HOUSE_STATUS=pick(g, NOISE["HOUSE_STATUS"], rows),
        PROVINCE=None, CITY=area, BRANCH=area, DISTANCE_KM=np.floor(d.distance * 10 + 0.5) / 10,
        BRAND=blank(brand, ~named), MODEL=blank(model, ~named), SEGMENT=blank(segment, ~named),
        OTR=np.floor(d.price * 1000 + 0.5) / 1000, DP_PCT=np.floor(d.dp * 10000 + 0.5) / 100,
        TENOR=d.tenor, INSTALLMENT=np.floor(d.installment * 1000 + 0.5) / 1000,
        DTI=np.floor(d.dti * 1000 + 0.5) / 1000, IS_REPEAT=d.repeat, MONTHS_SINCE_LAST=d.months,
        CORI_GRADE=np.array(list("EDCBA"), object)[d.grade], APP_LOGINS_30D=d.logins,
        PREV_ATTEMPTS=d.previous, LEAD_AGE_D=d.lead_age, CONSENT=d.happens(0.92), DNC_FLAG=d.happens(0.015),
    )


def calling_day(date, attempts):
    day, left = date.copy(), attempts.copy()
    while (left > 0).any():
        day += left > 0
        left -= (left > 0) & ((day + 3) % 7 != 6) & ~np.isin(day, HOLIDAYS)
    return day


def post(d):
    """The 18 columns known only after the call."""
    g, rows, yes, booked = d.g, d.rows, d.delivered, d.booked
    success = sigmoid(-0.4 + 0.8 * d.reach)
    attempts = np.arange(1, 6)
    weights = success[:, None] * (1 - success[:, None]) ** (attempts - 1)
    cdf = np.cumsum(weights / weights.sum(1, keepdims=True), 1)
    reached = 1 + (g.random(rows)[:, None] > cdf[:, :4]).sum(1)
    attempt = np.where(yes, reached, 6)
    day = calling_day(d.date, attempt)
    time = day + (8 + g.integers(0, 36_000, rows) / 3600) / 24
    said = np.where(booked, "INTERESTED", pick(g, CALLS["said"], rows)).astype(object)
    seconds = np.maximum(5, np.rint(np.exp(np.where(booked, 5.2, 4.3) + 0.5 * d.normal())))
    booking = day + g.integers(0, 6, rows)
    only = lambda values, where: blank(values, ~where)
    return dict(
        CALL_STATUS=np.where(yes, "CONNECTED", pick(g, CALLS["failed"], rows)).astype(object),
        DELIVERED=yes, CONTACT_RESULT=only(said, yes), CALL_DATETIME=time - d.date,
        CALL_DURATION_S=only(seconds, yes), AGENT_ID=g.integers(0, 40, rows), ATTEMPT_NO=attempt,
        NEXT_ACTION=only(np.array([NEXT[s] for s in said], object), yes),
        REMARK=only(np.array([REMARK[s] for s in said], object), yes), BOOKED=booked,
        BOOKING_DATE=only(booking - ORIGIN, booked), PO_NUMBER=booked,
        PO_DATE=only(booking + g.integers(1, 5, rows) - ORIGIN, booked),
        SURVEY_RESULT=only(pick(g, CALLS["survey"], rows), booked),
        APPROVAL_STATUS=only(pick(g, CALLS["approval"], rows), booked), CONTRACT_NO=booked,
        DISBURSED_AMT=only(np.floor(d.price * (1 - d.dp) * 1000 + 0.5) / 1000, booked),
        LOST_REASON=only(pick(g, CALLS["lost"], rows), yes & ~booked),
    )


def summary(name, values, g, rows):
    if values is None:
        return dict(missing=MISSING.get(name, 0.0))
    if name in ("PO_NUMBER", "CONTRACT_NO"):
        return dict(missing=float(1 - values.mean()))
    values = blank(values, g.random(rows) < MISSING.get(name, 0.0))
    if values.dtype == object:
        present = values[[v is not None for v in values]]
        levels, counts = np.unique(present.astype(str), return_counts=True)
        shares = {level.replace("_", " "): float(c / len(present)) for level, c in zip(levels, counts)}
        return dict(missing=1 - len(present) / rows, levels=shares)
    present = values[~np.isnan(values)]
    cuts = np.unique(np.quantile(present, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99], method="lower"))
    at = [[float(cut), float((present <= cut).mean())] for cut in cuts]
    return dict(missing=1 - len(present) / rows, mean=float(present.mean()), sd=float(present.std()), cuts=at)


def main():
    d = Draw(20250616, ROWS)
    columns = {name: summary(name, values, d.g, ROWS) for name, values in {**known(d), **post(d)}.items()}
    others = [Draw(seed, ROWS) for seed in SEEDS]
    result = dict(
        made_by="tests/oracle/leadgen.py", numpy=np.__version__, rows=ROWS, seed=20250616, columns=columns,
        auc=dict(
            seeds=SEEDS,
            delivered=[float(auc(o.delivered, o.p1)) for o in others],
            booked=[float(auc(o.booked[o.delivered], o.p2[o.delivered])) for o in others],
        ),
    )
    json.dump(result, sys.stdout, indent=1)
    print()


main()
